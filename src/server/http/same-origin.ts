/** Why a request that changes something is turned away before anybody reads it. */
export interface CrossSiteRefusal {
  status: 403 | 415;
  text: string;
}

/** The header our own pages add. Another site's page cannot, without asking first and being refused. */
export const REQUESTED_BY = { name: "x-requested-by", value: "switchboard" } as const;

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/**
 * Whether a request that changes something comes from one of our own pages.
 *
 * Three walls, each enough against a page of another site: the origin must be ours (or, where a browser sends none,
 * `Sec-Fetch-Site` must say so), a header must be there that needs a preflight, and the body must be exactly JSON,
 * because tRPC on its own runs a mutation from a cross-site multipart form.
 */
export function crossSiteRefusal(
  method: string,
  headers: Headers,
  isOurOrigin: (origin: string) => boolean,
): CrossSiteRefusal | null {
  if (SAFE_METHODS.has(method)) return null;
  if (!isFromOurPage(headers, isOurOrigin)) return { status: 403, text: "This origin may not ask for that." };
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
