import { isIP } from "node:net";

/** The proxies in front of us: none, this number of our own, or Fly.io's edge. */
export type TrustProxy = "none" | "fly" | number;

const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const IPV6_GROUPS = 8;
const IPV6_NETWORK_GROUPS = 4;

/**
 * The address the request came from, as the outermost proxy of ours saw it.
 *
 * `X-Forwarded-For` grows on the right, and everything left of our own proxies' entries was written by the
 * caller: with two proxies the second entry from the right is the first one to trust. If the header is
 * missing, too short or not an address, the request did not pass the proxies, and the peer is the caller.
 */
export function clientAddress(headers: Headers, peer: string, trust: TrustProxy): string {
  const claimed = claimedAddress(headers, trust);
  return withoutMapping(claimed !== null && isIP(claimed) !== 0 ? claimed : peer);
}

/**
 * The key by which limits count: an IPv4 address, or the /64 of an IPv6 address, because one household has at least
 * that many addresses (RFC 6177).
 */
export function addressKey(address: string): string {
  if (isIP(address) !== 6) return address;
  return `${ipv6Groups(address).slice(0, IPV6_NETWORK_GROUPS).join(":")}::/64`;
}

function claimedAddress(headers: Headers, trust: TrustProxy): string | null {
  if (trust === "none") return null;
  if (trust === "fly") return headers.get("fly-client-ip")?.trim() ?? null;
  const hops = (headers.get("x-forwarded-for") ?? "").split(",");
  return hops.at(-trust)?.trim() ?? null;
}

function withoutMapping(address: string): string {
  return MAPPED_IPV4.exec(address)?.[1] ?? address;
}

function ipv6Groups(address: string): string[] {
  const [head = "", tail] = (address.split("%")[0] ?? address).split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = Math.max(0, IPV6_GROUPS - left.length - right.length);
  return [...left, ...Array<string>(missing).fill("0"), ...right].map(withoutLeadingZeros);
}

function withoutLeadingZeros(group: string): string {
  return group.toLowerCase().replace(/^0+(?=.)/, "");
}
