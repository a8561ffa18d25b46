import type { Passage } from "../../contract/bot.ts";
import type { Language } from "../words/languages.ts";
import type { Slot } from "./posting-list.ts";
import type { TermId } from "./vocabulary.ts";

/** Numbers that {@link IndexedDocument.sentences} has for each sentence. */
export const SENTENCE_FIELDS = 3;

/** What is ranked: an article, or a part of one that is very long. */
export interface IndexedDocument {
  slot: Slot;
  article: IndexedArticle;
  passages: readonly Passage[];
  /** The terms in the order of the text, those of the title first. */
  terms: Uint32Array;
  /**
   * For each sentence where it starts and ends in {@link terms}, and the position of its passage in {@link passages}: three
   * numbers, because an object for each sentence of ten thousand articles keeps the garbage collector busy.
   */
  sentences: Uint32Array;
  /** The number of terms that are no stop words. */
  length: number;
  /** Whether it is found: not before all of the article is indexed, and not after it was replaced. */
  isLive: boolean;
}

export interface IndexedArticle {
  id: string;
  title: string;
  language: Language | null;
  documents: IndexedDocument[];
  titleTerms: ReadonlySet<TermId>;
}
