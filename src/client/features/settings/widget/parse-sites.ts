import { isValidSite } from "#domain/settings/allowed-sites.ts";

/** What was typed into the list of sites. */
export interface ParsedSites {
  sites: readonly string[];
  /** What names no site, as it was typed. */
  wrong: readonly string[];
}

/**
 * Reads a list of sites as people write them: one a line or with commas, in any case, pasted with `https://` and a
 * path, or in letters of their own alphabet.
 */
export function parseSites(text: string): ParsedSites {
  const typed = text.split(/[\s,;]+/).filter((entry) => entry !== "");
  const read = typed.map((entry) => ({ entry, site: siteOf(entry) }));
  return {
    sites: [...new Set(read.flatMap(({ site }) => (site === null ? [] : [site])))],
    wrong: read.flatMap(({ entry, site }) => (site === null ? [entry] : [])),
  };
}

function siteOf(entry: string): string | null {
  const withoutScheme = entry.replace(/^https?:\/\//i, "");
  const star = withoutScheme.startsWith("*.") ? "*." : "";
  const address = `https://${withoutScheme.slice(star.length)}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const site = `${star}${url.host.replace(/\.$/, "")}`;
  return url.username === "" && isValidSite(site) ? site : null;
}
