import type { IndexStore } from "../store/index-store.ts";
import type { TermId } from "../store/vocabulary.ts";
import type { Word } from "../words/tokenizer.ts";

/**
 * The term of the articles that a word is: by its stem, or else as it is written, because a word may be stemmed otherwise in
 * the articles' language. `null` if no article has it.
 */
export function knownTermOf(word: Word, { vocabulary }: IndexStore): TermId | null {
  const byStem = vocabulary.idOf(word);
  if (byStem !== null && (word.isStopWord || vocabulary.postingsOf(byStem).length > 0)) return byStem;
  if (word.isStopWord) return null;
  const bySpelling = vocabulary.spellings.idOf(word.surface);
  return bySpelling !== null && vocabulary.postingsOf(bySpelling).length > 0 ? bySpelling : null;
}
