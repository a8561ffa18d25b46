import { type EmbeddingPage, isEmbeddingAllowed } from "#domain/settings/allowed-sites.ts";

/** The pages that may embed a widget, as sent to the browser and as checked here. */
export interface EmbeddingPolicy {
  /** The sources for `frame-ancestors`; `null` allows all, if the organization lists no site. */
  frameAncestors: readonly string[] | null;
  /**
   * Whether a page of this origin may embed the widget. `null` stands for a request without an `Origin` header, such
   * as a same-origin one.
   */
  allows: (origin: string | null) => boolean;
}

/**
 * The policy for an organization's allowed sites. `origins` are the server's own. They may always embed the widget,
 * because the demo page does.
 */
export function embeddingPolicyOf(sites: readonly string[], origins: readonly string[]): EmbeddingPolicy {
  if (sites.length === 0) return { frameAncestors: null, allows: () => true };
  const isSecure = origins.every((origin) => origin.startsWith("https:"));
  return {
    // A source without a scheme matches ours or https, so a page over http cannot frame a chat over https.
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
  // A browser serializes origins in one way only, so any other notation does not come from one.
  return isWeb && canonical === origin ? { host: hostname, port } : null;
}
