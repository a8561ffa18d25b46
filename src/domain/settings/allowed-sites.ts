/** The web page that wants to embed the chat. */
export interface EmbeddingPage {
  /** The host in lower case, in ASCII (punycode). */
  host: string;
  /** Empty for the scheme's default port. */
  port: string;
}

/** The maximum number of sites of an organization. */
export const SITES_MAX = 50;
/** The longest host name (RFC 1035 §2.3.4) with `*.` and a port. */
export const SITE_MAX_LENGTH = 261;

const SITE =
  /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(:[1-9][0-9]{0,4})?$/;
const PORT_MAX = 65_535;

/**
 * Whether a text is a valid site: one host, or all its subdomains (`*.fern.shop`, which does not include
 * `fern.shop`), with a port if it is not the default. No scheme, no path, lower case, ASCII.
 */
export function isValidSite(text: string): boolean {
  const { host, port } = parts(text);
  const isWildOfAll = text.startsWith("*.") && !host.slice(2).includes(".");
  return text.length <= SITE_MAX_LENGTH && SITE.test(text) && !isWildOfAll && Number(port) <= PORT_MAX;
}

/** Whether an organization's sites allow a page to embed its chat. An empty list allows all. */
export function isEmbeddingAllowed(sites: readonly string[], page: EmbeddingPage): boolean {
  return sites.length === 0 || sites.some((site) => covers(parts(site), page));
}

function covers(site: EmbeddingPage, { host, port }: EmbeddingPage): boolean {
  if (site.port !== port) return false;
  return site.host.startsWith("*.") ? host.endsWith(site.host.slice(1)) : host === site.host;
}

function parts(site: string): EmbeddingPage {
  const [host = "", port = ""] = site.split(":");
  return { host, port };
}
