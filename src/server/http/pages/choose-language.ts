/**
 * The language for a reader, by the lookup of RFC 4647 §3.4: the first of their preferences that is offered, or is when
 * its subtags are left out from the end; the first offered where none is.
 *
 * @param header - `Accept-Language` (RFC 9110 §12.5.4); `null` accepts any
 * @param offered - BCP 47 codes
 */
export function chooseLanguage(header: string | null, offered: readonly string[]): string | null {
  const [fallback = null, ...others] = offered;
  if (others.length === 0) return fallback;
  for (const range of rangesOf(header ?? "")) {
    for (let tag = range; tag !== ""; tag = tag.replace(/-?[^-]*$/, "")) {
      const found = offered.find((code) => code.toLowerCase() === tag);
      if (found !== undefined) return found;
    }
  }
  return fallback;
}

/** The language ranges in a header, most preferred first; `q=0` refuses one. */
function rangesOf(header: string): string[] {
  return header
    .toLowerCase()
    .split(",")
    .map((entry) => {
      const [, range = "", quality = "1"] = /^\s*([\w-]+|\*)\s*(?:;\s*q=([\d.]+))?\s*$/.exec(entry) ?? [];
      return { range, quality: Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .map(({ range }) => range);
}
