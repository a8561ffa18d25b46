import { isIP } from "node:net";
import { forwardedClients } from "./forwarded-header.ts";
import { ipv6Groups, readAddress } from "./read-address.ts";
import { PLATFORM_HEADERS, type TrustedHeader, type TrustProxy } from "./trust-proxy.ts";

const IPV6_NETWORK_GROUPS = 4;
const HEXADECIMAL = 16;

/** Why a proxy's word about a request is not used. */
type AddressFault =
  /** The header is not there. */
  | "missing"
  /** It has fewer entries than there are proxies. */
  | "too-short"
  /** What our proxy wrote is no address. */
  | "unreadable"
  /** Two headers, or two copies of one, name different callers: one of them was written by the caller. */
  | "contradictory"
  /** No proxy is to be trusted, and a neighbour of this machine forwards requests. */
  | "unexpected";

/** A fault, where it was found. */
export interface AddressFaultAt {
  fault: AddressFault;
  header: string;
  /** The entry that is no address. */
  entry: string;
}

/**
 * The address the request came from, as the outermost proxy of ours saw it.
 *
 * `X-Forwarded-For` and `Forwarded` grow on the right, and everything left of our own proxies' entries was written by the
 * caller: with two proxies the second entry from the right is the first one to trust. Where nothing trustworthy can be
 * read, the peer is the caller: whoever goes round the proxies then counts by their own address, and whatever a proxy
 * writes badly, by the proxy's.
 *
 * @param peer - the address of the connection
 * @param onFault - called when the proxy's word is not used
 */
export function clientAddress(
  headers: Headers,
  peer: string,
  trust: TrustProxy,
  onFault: (at: AddressFaultAt) => void = () => {},
): string {
  const peerAddress = readAddress(peer) ?? peer;
  if (trust === "none") {
    const header = WRITTEN_BY_PROXIES.find((name) => headers.has(name));
    if (header !== undefined && isNeighbour(peerAddress)) onFault({ fault: "unexpected", header, entry: "" });
    return peerAddress;
  }
  const claim = claimedAddress(headers, trust);
  if ("address" in claim) return claim.address;
  onFault(claim);
  return peerAddress;
}

/**
 * The key by which limits count: an IPv4 address, or the /64 of an IPv6 address, because one household has at least
 * that many addresses (RFC 6177).
 */
export function addressKey(address: string): string {
  const plain = readAddress(address) ?? address;
  if (isIP(plain) !== 6) return plain;
  const network = ipv6Groups(plain).slice(0, IPV6_NETWORK_GROUPS);
  return `${network.map((group) => group.toString(HEXADECIMAL)).join(":")}::/64`;
}

type Claim = { address: string } | AddressFaultAt;

const FORWARDED_FOR = "x-forwarded-for";
const FORWARDED = "forwarded";
/** What proxies write and browsers do not. */
const WRITTEN_BY_PROXIES: readonly string[] = [
  FORWARDED_FOR,
  FORWARDED,
  "x-real-ip",
  ...Object.values(PLATFORM_HEADERS),
];

function claimedAddress(headers: Headers, trust: Exclude<TrustProxy, "none">): Claim {
  if (typeof trust === "number") return behindProxies(headers, trust);
  if (typeof trust === "object") return inList(headers, trust);
  return inSingle(headers, PLATFORM_HEADERS[trust]);
}

/**
 * Proxies of any kind write `X-Forwarded-For`, few `Forwarded`. A caller can send the one that they do not write, but
 * cannot keep away the one they do: if both are there, both must say the same.
 */
function behindProxies(headers: Headers, hops: number): Claim {
  if (!headers.has(FORWARDED)) return inList(headers, { header: FORWARDED_FOR, hops });
  const forwarded = inList(headers, { header: FORWARDED, hops });
  if (!headers.has(FORWARDED_FOR)) return forwarded;
  const claim = inList(headers, { header: FORWARDED_FOR, hops });
  const isSame = "address" in claim && "address" in forwarded && claim.address === forwarded.address;
  return isSame ? claim : { fault: "contradictory", header: `${FORWARDED_FOR}, ${FORWARDED}`, entry: "" };
}

/** A header that grows on the right. */
function inList(headers: Headers, { header, hops }: TrustedHeader): Claim {
  const text = headers.get(header);
  if (text === null) return { fault: "missing", header, entry: "" };
  const entries = header === FORWARDED ? forwardedClients(text) : elementsOf(text);
  if (entries === null) return { fault: "unreadable", header, entry: text };
  const entry = entries.at(-hops);
  if (entry === undefined) return { fault: "too-short", header, entry: "" };
  return addressOr(entry ?? "", header);
}

/** A header that the edge writes over whatever was there. */
function inSingle(headers: Headers, header: string): Claim {
  const elements = elementsOf(headers.get(header) ?? "");
  const [entry] = elements;
  if (entry === undefined) return { fault: "missing", header, entry: "" };
  if (elements.some((other) => other !== entry)) return { fault: "contradictory", header, entry: "" };
  return addressOr(entry, header);
}

function addressOr(entry: string, header: string): Claim {
  const address = readAddress(entry, header === PLATFORM_HEADERS.cloudfront);
  return address === null ? { fault: "unreadable", header, entry } : { address };
}

/** The elements of a list; empty ones do not count (RFC 9110 §5.6.1.2). */
function elementsOf(text: string): string[] {
  return text
    .split(",")
    .map((element) => element.trim())
    .filter((element) => element !== "");
}

/**
 * Addresses of this machine and of networks around it (RFC 1122, 1918, 3927, 4193, 4291, 6598): where proxies of ours are,
 * and those of hosting platforms.
 */
const NEIGHBOUR =
  /^(?:127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|f[cd]|fe[89ab])/;

function isNeighbour(address: string): boolean {
  return NEIGHBOUR.test(address);
}
