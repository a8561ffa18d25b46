import { type EmbeddingPage, isEmbeddingAllowed } from "#domain/settings/allowed-sites.ts";

/** Which pages may embed a widget, as sent to the browser and as checked here. */
export interface EmbeddingPolicy {
  /** Sources for `frame-ancestors`; `null` allows all, while the organization lists no site. */
  frameAncestors: readonly string[] | null;
  /** Whether a page of this origin may; `null` is a request without an origin, such as a same-origin one. */
  allows: (origin: string | null) => boolean;
}

/** The policy of an organization's sites. `origins` are ours, whose demo page always may. */
export function embeddingPolicyOf(sites: readonly string[], origins: readonly string[]): EmbeddingPolicy {
  if (sites.length === 0) return { frameAncestors: null, allows: () => true };
  const isSecure = origins.every((origin) => origin.startsWith("https:"));
  return {
    // A source without a scheme matches ours or https: a chat over https is not framed by a page over http.
    frameAncestors: ["'self'", ...sites],
    allows(origin) {
      if (origin === null || origins.includes(origin)) return true;
      const page = pageOf(origin, isSecure);
      return page !== null && isEmbeddingAllowed(sites, page);
    },
  };
}

function pageOf(origin: string, isSecure: boolean): EmbeddingPage | null {
  if (!URL.canParse(origin)) return null;
  const { protocol, hostname, port, origin: canonical } = new URL(origin);
  const isWeb = protocol === "https:" || (protocol === "http:" && !isSecure);
  // A browser serializes origins in one way only; any other spelling does not come from one.
  return isWeb && canonical === origin ? { host: hostname, port } : null;
}
