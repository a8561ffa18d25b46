import { isIP } from "node:net";

const IPV6_GROUPS = 8;
const HEXADECIMAL = 16;
const BYTE_BITS = 8;
const BYTE = 0xff;
const MAPPED = 0xffff;
/** A port may be empty (RFC 3986 §3.2.3), or hidden behind a name (RFC 7239 §6.2). */
const PORT = String.raw`(?::(?:\d{0,5}|_[\w.-]+))?`;
const BRACKETED = new RegExp(String.raw`^\[([^\]]*)\]${PORT}$`);
const IPV4 = new RegExp(String.raw`^(\d+(?:\.\d+){3})${PORT}$`);
/** After an IPv6 address without brackets, as CloudFront writes it. */
const LAST_PORT = /:\d{1,5}$/;

/**
 * The IP address in an entry that a proxy wrote: alone, with a port, in brackets, in quotes or with a zone. An IPv4
 * address inside an IPv6 one is that IPv4 address.
 *
 * @param hasPort - a port follows in any case, so that the last group of `2001:db8::1:4711` is one
 * @returns `null` for anything else: `unknown`, a name, nothing
 */
export function readAddress(entry: string, hasPort = false): string | null {
  const text = unquoted(entry.trim()).trim();
  const inner = (BRACKETED.exec(text) ?? IPV4.exec(text))?.[1] ?? null;
  if (inner !== null) return plainAddress(inner);
  const withoutPort = text.replace(LAST_PORT, "");
  const [first, second] = hasPort ? [withoutPort, text] : [text, withoutPort];
  return plainAddress(first) ?? plainAddress(second);
}

/** The eight groups of an IPv6 address. */
export function ipv6Groups(address: string): number[] {
  const [head = "", tail] = address.split("::");
  const left = groupsOf(head);
  const right = groupsOf(tail ?? "");
  const missing = Math.max(0, IPV6_GROUPS - left.length - right.length);
  return [...left, ...Array<number>(missing).fill(0), ...right];
}

function unquoted(text: string): string {
  return /^"(.*)"$/.exec(text)?.[1] ?? text;
}

function plainAddress(text: string): string | null {
  // A zone names a network card of the proxy (RFC 4007 §11).
  const [address = ""] = text.split("%");
  const kind = isIP(address);
  if (kind !== IPV6) return kind === 0 ? null : address;
  return embeddedIpv4(ipv6Groups(address)) ?? address.toLowerCase();
}

const IPV6 = 6;
/** RFC 4291 §2.5.5.2: IPv4 callers of a socket for both; RFC 6052 §2.1: of a network with IPv6 only. */
const EMBEDDING: readonly (readonly number[])[] = [
  [0, 0, 0, 0, 0, MAPPED],
  [0x64, 0xff_9b, 0, 0, 0, 0],
];

function embeddedIpv4(groups: readonly number[]): string | null {
  if (!EMBEDDING.some((prefix) => prefix.every((group, place) => group === groups[place]))) return null;
  return groups
    .slice(-2)
    .flatMap((group) => [group >> BYTE_BITS, group & BYTE])
    .join(".");
}

/** The groups of a part without `::`; an IPv4 address at the end is two of them. */
function groupsOf(part: string): number[] {
  if (part === "") return [];
  return part
    .split(":")
    .flatMap((group) => (group.includes(".") ? pairOf(group) : [Number.parseInt(group, HEXADECIMAL)]));
}

function pairOf(ipv4: string): number[] {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split(".").map(Number);
  return [(a << BYTE_BITS) | b, (c << BYTE_BITS) | d];
}
