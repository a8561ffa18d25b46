/** The first character of a text as people count them (a grapheme cluster, UAX 29); empty for an empty text. */
export function firstCharacter(text: string): string {
  return new Intl.Segmenter().segment(text).containing(0)?.segment ?? "";
}
