/** A header that a proxy in front of us writes, and which of its entries is to be believed. */
export interface TrustedHeader {
  /** In lower case. */
  header: string;
  /** How many of our own proxies have added an entry to it: the entry of the outermost counts. */
  hops: number;
}

/**
 * The proxies in front of us: none, how many of our own, a platform whose edge writes a header of its own, or a header
 * named by the operator.
 */
export type TrustProxy = "none" | number | Platform | TrustedHeader;

/** Platforms, each with the header that its edge writes over whatever the caller sent. */
export const PLATFORM_HEADERS = {
  // https://fly.io/docs/networking/request-headers/#fly-client-ip
  fly: "fly-client-ip",
  // https://developers.cloudflare.com/fundamentals/reference/http-headers/#cf-connecting-ip
  cloudflare: "cf-connecting-ip",
  // With a port; it needs an origin request policy:
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
  cloudfront: "cloudfront-viewer-address",
  // https://techdocs.akamai.com/property-mgr/docs/origin-server
  akamai: "true-client-ip",
} as const;

type Platform = keyof typeof PLATFORM_HEADERS;

/** The most proxies that an operator may claim to have in front. */
export const HOPS_MAX = 10;

/** A header's name has a dash, but for the one of RFC 7239; a misspelt word is no header. */
const HEADER = /^(forwarded|[a-z0-9]+(?:-[a-z0-9]+)+)(?::(\d+))?$/;

/** Reads what an operator writes: `none`, `2`, `cloudflare`, `X-Real-IP`, `Forwarded:2`; `null` if it is none of these. */
export function readTrustProxy(text: string): TrustProxy | null {
  const value = text.toLowerCase();
  if (value === "none" || isPlatform(value)) return value;
  if (/^\d+$/.test(value)) return hopsOf(value);
  const [, header, count = "1"] = HEADER.exec(value) ?? [];
  const hops = hopsOf(count);
  return header === undefined || hops === null ? null : { header, hops };
}

function isPlatform(value: string): value is Platform {
  return Object.hasOwn(PLATFORM_HEADERS, value);
}

function hopsOf(digits: string): number | null {
  const hops = Number(digits);
  return hops >= 1 && hops <= HOPS_MAX ? hops : null;
}
