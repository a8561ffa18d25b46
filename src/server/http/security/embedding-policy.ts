import { type EmbeddingPage, isEmbeddingAllowed } from "#domain/settings/allowed-sites.ts";

/** Who may put a widget on their pages, as the browser is told and as we see it ourselves. */
export interface EmbeddingPolicy {
  /** Sources for `frame-ancestors`; `null` while the company names no site: then everybody may. */
  frameAncestors: readonly string[] | null;
  /** Whether a page of this origin may; `null` is a page that names none, as ours do not among themselves. */
  allows: (origin: string | null) => boolean;
}

/** What a company's sites mean. `origins` are ours, whose demo page always may. */
export function embeddingPolicyOf(sites: readonly string[], origins: readonly string[]): EmbeddingPolicy {
  if (sites.length === 0) return { frameAncestors: null, allows: () => true };
  const isSecure = origins.every((origin) => origin.startsWith("https:"));
  return {
    // Without a scheme a source means ours, or the safer one: a chat over https is not framed by a page over http.
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
  // A browser writes origins in one way only; whoever spells theirs otherwise is none.
  return isWeb && canonical === origin ? { host: hostname, port } : null;
}
