import { isValidSite } from "#domain/settings/allowed-sites.ts";

/** The parsed list of sites. */
export interface ParsedSites {
  sites: readonly string[];
  /** Invalid entries, as typed. */
  wrong: readonly string[];
}

/**
 * Parses a list of sites as people write it: separated by lines or commas, in any case, with `https://` and a path,
 * or as internationalised domain names.
 */
export function parseSites(text: string): ParsedSites {
  const typed = text.split(/[\s,;]+/).filter((entry) => entry !== "");
  const parsed = typed.map((entry) => ({ entry, site: siteOf(entry) }));
  return {
    sites: [...new Set(parsed.flatMap(({ site }) => (site === null ? [] : [site])))],
    wrong: parsed.flatMap(({ entry, site }) => (site === null ? [entry] : [])),
  };
}

function siteOf(entry: string): string | null {
  const withoutScheme = entry.replace(/^https?:\/\//i, "");
  const wildcard = withoutScheme.startsWith("*.") ? "*." : "";
  const address = `https://${withoutScheme.slice(wildcard.length)}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const site = `${wildcard}${url.host.replace(/\.$/, "")}`;
  return url.username === "" && isValidSite(site) ? site : null;
}
