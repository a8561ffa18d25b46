import type { AddressFaultAt } from "./client-address.ts";
import type { TrustProxy } from "./trust-proxy.ts";

const ENTRY_MAX_LENGTH = 60;
const COUNTED = "Such requests count by the address of the proxy, and all its callers share one limit.";

/** A line for the operator: what of a proxy's header is not understood, what follows, and the way out. */
export function addressFaultText({ fault, header, entry }: AddressFaultAt, trust: TrustProxy): string {
  const setting = `TRUST_PROXY=${nameOf(trust)}`;
  switch (fault) {
    case "missing":
      return `${setting}, but a request came without the header ${header}. ${COUNTED} Let the proxy write it, or set TRUST_PROXY to what is in front.`;
    case "too-short":
      return `${setting}, but ${header} of a request has fewer entries. ${COUNTED} Set TRUST_PROXY to the number of your own proxies.`;
    case "unreadable":
      return `${setting}, but "${shapeOf(entry)}" in ${header} is no IP address (digits shown as 0). ${COUNTED} Let the proxy write the caller's address.`;
    case "contradictory":
      return `${setting}, but ${header} name different callers, one of them by the caller's own hand. ${COUNTED} Set TRUST_PROXY to the name of the header that your proxy writes, such as X-Forwarded-For.`;
    case "unexpected":
      return `TRUST_PROXY is none, but a request from a neighbouring address has ${header}. If a proxy of yours is in front, all its callers share one limit: set TRUST_PROXY to the number of your proxies.`;
  }
}

function nameOf(trust: TrustProxy): string {
  if (typeof trust !== "object") return String(trust);
  return trust.hops === 1 ? trust.header : `${trust.header}:${trust.hops}`;
}

/** How an entry is written, without the address that may be in it, and without what could look like another line. */
function shapeOf(entry: string): string {
  return entry
    .replaceAll(/\d/g, "0")
    .replaceAll(/[^\w.:[\]%=;,-]/g, "?")
    .slice(0, ENTRY_MAX_LENGTH);
}
