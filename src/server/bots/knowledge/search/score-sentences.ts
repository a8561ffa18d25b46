import type { IndexStore } from "../store/index-store.ts";
import { type IndexedDocument, SENTENCE_FIELDS } from "../store/indexed-article.ts";
import type { QuestionTerm } from "./question-terms.ts";

/** How much length counts against a sentence. */
const LENGTH_WEIGHT = 0.4;
/** What two words of the question that stand side by side count more than apart. */
const PAIR_SHARE = 0.4;

/** What the second best sentence of a document counts beside its best one. */
const SECOND_SHARE = 0.4;

/** What speaks for the sentences of a document. */
export interface PassageScore {
  /** The position of the passage in its document. */
  passage: number;
  /** The score of its best sentence. */
  score: number;
  /** The positions of the question's terms that this sentence has. */
  matched: readonly number[];
}

/** Scores the sentences of documents against one question. */
export class SentenceScorer {
  readonly #terms: readonly QuestionTerm[];
  readonly #store: IndexStore;
  /** By the term of a document, the position of the question's term that it matches, and how surely. */
  readonly #positions = new Map<number, { at: number; trust: number }>();

  constructor(terms: readonly QuestionTerm[], store: IndexStore) {
    this.#terms = terms;
    this.#store = store;
    for (const [at, { meanings }] of terms.entries())
      for (const { id, trust } of meanings)
        if (!this.#positions.has(id)) this.#positions.set(id, { at, trust });
  }

  /** The best sentence of each passage that has one. The best other one of the document speaks for it too. */
  scoresOf(document: IndexedDocument): PassageScore[] {
    const best = new Map<number, PassageScore>();
    let [first, second] = [0, 0];
    const { sentences } = document;
    for (let at = 0; at < sentences.length; at += SENTENCE_FIELDS) {
      const [start = 0, end = 0, passage = 0] = sentences.subarray(at, at + SENTENCE_FIELDS);
      const scored = this.#score(document.terms, start, end);
      second = Math.max(second, Math.min(first, scored.score));
      first = Math.max(first, scored.score);
      if (scored.score > (best.get(passage)?.score ?? 0)) best.set(passage, { passage, ...scored });
    }
    return Array.from(best.values(), (scored) => ({
      ...scored,
      score: scored.score + SECOND_SHARE * second,
    }));
  }

  #score(terms: Uint32Array, start: number, end: number): Omit<PassageScore, "passage"> {
    const matched: number[] = [];
    let score = 0;
    let before = -1;
    for (let at = start; at < end; at += 1) {
      const position = this.#positions.get(terms[at] ?? -1);
      if (position === undefined) {
        before = -1;
        continue;
      }
      const weight = (this.#terms[position.at]?.sentenceWeight ?? 0) * position.trust;
      if (before >= 0 && position.at === before + 1)
        score += (PAIR_SHARE * (weight + (this.#terms[before]?.sentenceWeight ?? 0))) / 2;
      if (!matched.includes(position.at)) {
        matched.push(position.at);
        score += weight;
      }
      before = position.at;
    }
    const length = (end - start) / Math.max(1, this.#store.averageSentence);
    return { score: score / (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length), matched };
  }
}
