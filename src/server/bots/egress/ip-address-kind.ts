import { isIPv4, isIPv6 } from "node:net";

/**
 * The kind of an IP address: `public` is the internet, `loopback` this host, `private` an internal network, and `never`
 * what no bot server uses (cloud metadata, link-local, multicast, unspecified).
 */
export type IpAddressKind = "public" | "loopback" | "private" | "never";

const V4_BITS = 32;
const V6_BITS = 128;
const V6_GROUPS = 8;
const GROUP_BITS = 16n;
const V4_MASK = 0xffff_ffffn;

/**
 * IANA's special-purpose registry (RFC 6890 and its updates) and the metadata addresses of the large clouds, the
 * narrowest range first.
 */
const V4_RANGES: readonly Range[] = [
  ["168.63.129.16/32", "never"],
  ["100.100.100.200/32", "never"],
  ["192.0.0.192/32", "never"],
  ["255.255.255.255/32", "never"],
  ["192.0.0.0/24", "private"],
  ["192.0.2.0/24", "private"],
  ["192.88.99.0/24", "private"],
  ["198.51.100.0/24", "private"],
  ["203.0.113.0/24", "private"],
  ["169.254.0.0/16", "never"],
  ["192.168.0.0/16", "private"],
  ["198.18.0.0/15", "private"],
  ["172.16.0.0/12", "private"],
  ["100.64.0.0/10", "private"],
  ["0.0.0.0/8", "never"],
  ["10.0.0.0/8", "private"],
  ["127.0.0.0/8", "loopback"],
  ["224.0.0.0/4", "never"],
  ["240.0.0.0/4", "never"],
];

/** Ranges inside 2000::/3 that are not the public internet. Everything outside it is not either. */
const V6_RANGES: readonly Range[] = [
  ["::1/128", "loopback"],
  ["fd00:ec2::254/128", "never"],
  ["fd20:ce::254/128", "never"],
  ["::/96", "never"],
  ["2001:db8::/32", "private"],
  ["2001::/23", "private"],
  ["3fff::/20", "private"],
  ["fe80::/10", "never"],
  ["ff00::/8", "never"],
  ["2000::/3", "public"],
];

/** IPv4 addresses in IPv6 notation (RFC 4291 §2.5.5.2). */
const MAPPED_V4 = "::ffff:0:0/96";

/**
 * Ranges of gateways that embed an IPv4 address, and the bits to shift it right by (RFC 2765, 6052, 3056). A
 * gateway to anything but the public internet would bypass the rules above.
 */
const CARRIED_V4: readonly [range: string, shift: bigint][] = [
  ["::ffff:0:0:0/96", 0n],
  ["64:ff9b::/96", 0n],
  ["2002::/16", 80n],
];

type Range = readonly [cidr: string, kind: IpAddressKind];

/** The kind of `address`. Anything but a plain IP address (a zone, a port, a name, garbage) is `never`. */
export function ipAddressKind(address: string): IpAddressKind {
  if (isIPv4(address)) return kindOfV4(v4Number(address));
  if (isIPv6(address) && !address.includes("%")) return kindOfV6(v6Number(address));
  return "never";
}

function kindOfV4(bits: bigint): IpAddressKind {
  return V4_RANGES.find(([cidr]) => contains(cidr, bits, v4Number, V4_BITS))?.[1] ?? "public";
}

function kindOfV6(bits: bigint): IpAddressKind {
  if (contains(MAPPED_V4, bits, v6Number, V6_BITS)) return kindOfV4(bits & V4_MASK);
  const carried = CARRIED_V4.find(([cidr]) => contains(cidr, bits, v6Number, V6_BITS));
  if (carried !== undefined)
    return kindOfV4((bits >> carried[1]) & V4_MASK) === "public" ? "public" : "never";
  return V6_RANGES.find(([cidr]) => contains(cidr, bits, v6Number, V6_BITS))?.[1] ?? "private";
}

function contains(cidr: string, bits: bigint, parse: (address: string) => bigint, width: number): boolean {
  const [base = "", length = ""] = cidr.split("/");
  const shift = BigInt(width - Number(length));
  return bits >> shift === parse(base) >> shift;
}

function v4Number(address: string): bigint {
  return address.split(".").reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
}

/** Parses a valid IPv6 address, including `::` and a trailing IPv4 address. */
function v6Number(address: string): bigint {
  const tail = /[^:]*\.[^:]*$/.exec(address)?.[0] ?? null;
  const plain = tail === null ? address : address.slice(0, -tail.length) + hexGroups(v4Number(tail));
  const [head = "", rest = null] = plain.split("::");
  const front = groups(head);
  const back = rest === null ? [] : groups(rest);
  const gap = Array.from({ length: V6_GROUPS - front.length - back.length }, () => 0n);
  return [...front, ...gap, ...back].reduce((bits, group) => (bits << GROUP_BITS) | group, 0n);
}

function groups(text: string): bigint[] {
  return text === "" ? [] : text.split(":").map((group) => BigInt(`0x${group}`));
}

function hexGroups(v4: bigint): string {
  return `${(v4 >> GROUP_BITS).toString(16)}:${(v4 & 0xffffn).toString(16)}`;
}
