import type { Passage } from "../../contract/bot.ts";
import { type Article, splitArticle } from "../passages/split-article.ts";
import { guessLanguage } from "../words/guess-language.ts";
import { languageOf } from "../words/languages.ts";
import type { Tokenizer } from "../words/tokenizer.ts";
import type { IndexStore, Steps } from "./index-store.ts";
import type { IndexedArticle, IndexedDocument } from "./indexed-article.ts";
import type { TermId } from "./vocabulary.ts";

/** Longer articles are ranked in parts of about as many words, so that a question takes no longer than for short ones. */
const DOCUMENT_WORDS = 3_000;
/** The end of a sentence in any script, or of a line. */
export const SENTENCE_END = /(?<=[.!?…؟।።])\s+|(?<=[。！？])|\n+/u;

interface Draft {
  passages: Passage[];
  terms: TermId[];
  /** As in {@link IndexedDocument.sentences}. */
  sentences: number[];
}

/** Turns an article into what is indexed, one passage a step. */
export function* analyzeArticle(
  article: Article,
  store: IndexStore,
  tokenizer: Tokenizer,
): Steps<IndexedArticle> {
  const language = languageOf(article.language ?? null) ?? guessLanguage(`${article.title}\n${article.text}`);
  const termsOf = (text: string) =>
    tokenizer.wordsOf(text, language ?? "en").map((word) => store.vocabulary.add(word));
  const title = termsOf(article.title);
  const analyzed: IndexedArticle = {
    id: article.id,
    title: article.title,
    language,
    documents: [],
    titleTerms: new Set(title.filter((term) => !store.vocabulary.isStopWord(term))),
  };
  const empty = (): Draft => ({
    passages: [],
    terms: [...title],
    sentences: title.length === 0 ? [] : [0, title.length, 0],
  });
  let draft = empty();
  const close = () => {
    if (draft.terms.length > 0) analyzed.documents.push(documentOf(draft, analyzed, store));
    draft = empty();
  };
  for (const passage of splitArticle(article)) {
    if (draft.terms.length > DOCUMENT_WORDS) close();
    addPassage(draft, passage, termsOf);
    yield;
  }
  if (draft.passages.length > 0) close();
  return analyzed;
}

function addPassage(draft: Draft, passage: Passage, termsOf: (text: string) => TermId[]): void {
  const at = draft.passages.push(passage) - 1;
  for (const text of passage.text.split(SENTENCE_END)) {
    const start = draft.terms.length;
    draft.terms.push(...termsOf(text));
    if (draft.terms.length > start) draft.sentences.push(start, draft.terms.length, at);
  }
}

function documentOf(draft: Draft, article: IndexedArticle, store: IndexStore): IndexedDocument {
  const terms = Uint32Array.from(draft.terms);
  const length = terms.reduce((sum, term) => sum + (store.vocabulary.isStopWord(term) ? 0 : 1), 0);
  const sentences = Uint32Array.from(draft.sentences);
  return {
    passages: draft.passages,
    slot: store.takeSlot(),
    article,
    terms,
    sentences,
    length,
    isLive: false,
  };
}
