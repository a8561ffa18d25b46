/** Reduces a message to bare words: lower case, one space between them, no punctuation. "I'd" becomes "i d". */
export function normalizeMessage(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}
