/**
 * The beginning of a text, of at most `length` UTF-16 code units, cut between two characters as people count them
 * (Unicode's grapheme clusters, UAX 29): an emoji is whole or missing. Only one that is longer by itself is cut.
 */
export function cutText(text: string, length: number): string {
  // Cuts before the character that holds the first code unit too many; there is none if the text is short enough.
  const end = new Intl.Segmenter().segment(text).containing(length)?.index;
  return text.slice(0, end || length).toWellFormed();
}
