/** Embeddings, overrides and isolates (UAX 9). The marks U+200E, U+200F and U+061C stay: they turn nothing but themselves. */
const TURNS = /[\u202A-\u202E\u2066-\u2069]/g;

/** Removes what turns the writing direction of other characters: U+202E and "gnp.exe" must not look as if it ended in .png. */
export function withoutTurns(text: string): string {
  return text.replaceAll(TURNS, "");
}
