/**
 * The upper-case initials of the first and last word of a name. They are taken by code point, so that surrogate pairs
 * stay whole.
 */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const ends = words.length > 1 ? [words.at(0), words.at(-1)] : words;
  return ends
    .map((word) => Array.from(word ?? "").at(0) ?? "")
    .join("")
    .toLocaleUpperCase();
}
