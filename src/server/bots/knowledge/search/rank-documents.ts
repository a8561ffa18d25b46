import type { IndexStore } from "../store/index-store.ts";
import type { IndexedDocument } from "../store/indexed-article.ts";
import type { QuestionTerm } from "./question-terms.ts";

/** The constants of BM25: how fast repetition stops counting, and how much length counts against a document. */
const SATURATION = 1.2;
const LENGTH_WEIGHT = 0.75;
/** A document with what speaks for it. */
export interface ScoredDocument {
  document: IndexedDocument;
  score: number;
}

/** The documents with the best scores for a question, at most `limit`, best first. */
export function rankDocuments(
  terms: readonly QuestionTerm[],
  store: IndexStore,
  limit: number,
): ScoredDocument[] {
  const { lengths, vocabulary } = store;
  const scores = new Float64Array(store.slots);
  const ofLength = (SATURATION * LENGTH_WEIGHT) / Math.max(1, store.averageLength);
  for (const { weight, meanings, isStopWord } of terms) {
    if (isStopWord) continue;
    for (const { id, trust } of meanings) {
      const gain = weight * trust * (SATURATION + 1);
      vocabulary.postingsOf(id).each((slot, count) => {
        const length = lengths[slot] ?? 0;
        if (length === 0) return;
        const drag = SATURATION * (1 - LENGTH_WEIGHT) + ofLength * length;
        scores[slot] = (scores[slot] ?? 0) + (gain * count) / (count + drag);
      });
    }
  }
  return bestSlots(scores, limit).flatMap((slot) => {
    const document = store.documentAt(slot);
    return document === null ? [] : [{ document, score: scores[slot] ?? 0 }];
  });
}

/** The slots with the highest scores above 0, highest first; among equals the lower slot. */
function bestSlots(scores: Float64Array, limit: number): number[] {
  const best: number[] = [];
  let least = 0;
  for (let slot = 0; slot < scores.length; slot += 1) {
    const score = scores[slot] ?? 0;
    if (score <= least) continue;
    let at = best.length;
    while (at > 0 && score > (scores[best[at - 1] ?? 0] ?? 0)) at -= 1;
    best.splice(at, 0, slot);
    if (best.length > limit) best.pop();
    if (best.length === limit) least = scores[best.at(-1) ?? 0] ?? 0;
  }
  return best;
}
