import type { SecurityEvent } from "#domain/security/security-event.ts";

/** The reason why a request is refused before it is read. */
export interface CrossSiteRefusal {
  status: 403 | 415;
  text: string;
}

/** A header that our own pages add. Another site's page cannot, because its preflight is refused. */
export const REQUESTED_BY = { name: "x-requested-by", value: "switchboard" } as const;

const NOT_OURS = "This origin may not ask for that.";
const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/** The values of `Sec-Fetch-Site` for a request from another site's page. */
const OTHER_SITES: ReadonlySet<string | null> = new Set(["cross-site", "same-site"]);

/**
 * Whether a request for data comes from one of our own pages: as far as its browser says for a read, and reliably for a
 * change.
 *
 * A change must pass three checks, each enough against a page of another site: the origin must be ours (or, where a
 * browser sends none, `Sec-Fetch-Site` must say so), a header that needs a preflight must be present, and the body must
 * be exactly JSON, because tRPC on its own runs a mutation from a cross-site multipart form.
 */
export function crossSiteRefusal(
  method: string,
  headers: Headers,
  isOurOrigin: (origin: string) => boolean,
): CrossSiteRefusal | null {
  if (SAFE_METHODS.has(method)) {
    return OTHER_SITES.has(headers.get("sec-fetch-site")) ? { status: 403, text: NOT_OURS } : null;
  }
  if (!isFromOurPage(headers, isOurOrigin)) return { status: 403, text: NOT_OURS };
  if (headers.get(REQUESTED_BY.name) !== REQUESTED_BY.value) {
    return { status: 403, text: `The header ${REQUESTED_BY.name}: ${REQUESTED_BY.value} is missing.` };
  }
  if (headers.get("content-type")?.toLowerCase() !== "application/json") {
    return { status: 415, text: "Only application/json is read here." };
  }
  return null;
}

function isFromOurPage(headers: Headers, isOurOrigin: (origin: string) => boolean): boolean {
  const origin = headers.get("origin");
  return origin === null ? headers.get("sec-fetch-site") === "same-origin" : isOurOrigin(origin);
}

/** Creates the security event for a request refused as cross-site. `what` is the kind of request, `from` its address range. */
export function otherSiteEvent(what: string, headers: Headers, from: string): SecurityEvent {
  return { kind: "other-site", what, origin: originIn(headers), from };
}

/** Returns the origin if it is valid, because a client that is no browser can send anything in this header. */
function originIn(headers: Headers): string {
  const claimed = headers.get("origin");
  if (claimed === null) return "none";
  const origin = URL.canParse(claimed) ? new URL(claimed).origin : "null";
  return origin === "null" ? "unreadable" : origin;
}
