import type { Passage } from "../../contract/bot.ts";
import type { Language } from "../words/languages.ts";
import type { Slot } from "./posting-list.ts";
import type { TermId } from "./vocabulary.ts";

/** A run of words without an end of a sentence, as positions in {@link IndexedDocument.terms}. */
export interface Sentence {
  start: number;
  end: number;
  /** The position of its passage in {@link IndexedDocument.passages}. */
  passage: number;
}

/** What is ranked: an article, or a part of one that is very long. */
export interface IndexedDocument {
  slot: Slot;
  article: IndexedArticle;
  passages: readonly Passage[];
  /** The terms in the order of the text, those of the title first. */
  terms: Uint32Array;
  sentences: readonly Sentence[];
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
