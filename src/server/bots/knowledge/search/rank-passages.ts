import type { IndexStore } from "../store/index-store.ts";
import type { IndexedDocument } from "../store/indexed-article.ts";
import type { QuestionTerm } from "./question-terms.ts";
import { rankDocuments } from "./rank-documents.ts";
import { SentenceScorer } from "./score-sentences.ts";

/** Documents whose sentences are looked at. */
const DOCUMENTS = 40;
/** What the best sentence of a passage counts beside the whole document. */
export const SENTENCE_SHARE = 0.5;

/** A passage with what speaks for it. */
export interface ScoredPassage {
  document: IndexedDocument;
  /** The position of the passage in its document. */
  passage: number;
  score: number;
  documentScore: number;
  sentenceScore: number;
  /** The positions of the question's terms that its best sentence has. */
  matched: readonly number[];
}

/** The passages of the best documents, best first; the same to the same question. */
export function rankPassages(terms: readonly QuestionTerm[], store: IndexStore): ScoredPassage[] {
  const scorer = new SentenceScorer(terms, store);
  return rankDocuments(terms, store, DOCUMENTS)
    .flatMap(({ document, score }) =>
      scorer.scoresOf(document).map(({ passage, score: sentenceScore, matched }): ScoredPassage => ({
        document,
        passage,
        score: score + SENTENCE_SHARE * sentenceScore,
        documentScore: score,
        sentenceScore,
        matched,
      })),
    )
    .toSorted((a, b) => b.score - a.score || a.document.slot - b.document.slot || a.passage - b.passage);
}
