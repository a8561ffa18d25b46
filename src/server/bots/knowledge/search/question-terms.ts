import type { IndexStore } from "../store/index-store.ts";
import type { Word } from "../words/tokenizer.ts";
import { isEnglishWord } from "../words/english-words.ts";
import { knownTermOf } from "./known-term.ts";
import type { Meaning } from "./meaning.ts";
import { nearSpellings } from "./near-spellings.ts";
import { respaced } from "./respaced.ts";

/** A word of a question, once however often it occurs. */
export interface QuestionTerm {
  /** Best first; none if no article has such a word. */
  meanings: readonly Meaning[];
  isStopWord: boolean;
  /** How telling it is: the rarer, the more. */
  weight: number;
  /** How much it counts within a sentence, where stop words count too. */
  sentenceWeight: number;
  isNearSpelling: boolean;
  /** Whether it is a word of the dictionary that no article has: it hardly is one of theirs that was misspelt. */
  isElsewhere: boolean;
}

/** Longer questions are truncated: a pasted page adds nothing to the question. */
const QUESTION_WORDS_MAX = 200;
/** The smallest company of bench/retrieval/small-companies.ts. */
const FEWEST_ARTICLES = 3;
/** What a stop word counts within a sentence, against another word as rare as it. */
const STOP_WORD_SHARE = 0.3;

/** The terms of a question's words, in order, each once. */
export function questionTermsOf(words: readonly Word[], store: IndexStore): QuestionTerm[] {
  const unique = new Map<string, Word>();
  for (const word of respaced(words.slice(0, QUESTION_WORDS_MAX), store))
    if (!unique.has(word.term)) unique.set(word.term, word);
  return [...unique.values()].map((word) => termOf(word, store));
}

function termOf(word: Word, store: IndexStore): QuestionTerm {
  const { vocabulary } = store;
  const { isStopWord } = word;
  const id = knownTermOf(word, store);
  const isKnown = id !== null;
  const isElsewhere = !isKnown && !isStopWord && isEnglishWord(word.surface);
  const meanings = isKnown ? [{ id, trust: 1 }] : isStopWord || isElsewhere ? [] : nearSpellings(word, store);
  const documents = sumOf(meanings, (meaning) => vocabulary.postingsOf(meaning.id).length);
  const sentences = sumOf(meanings, (meaning) => vocabulary.occurrencesOf(meaning.id));
  return {
    meanings,
    isStopWord,
    weight: isStopWord ? 0 : rarityOf(documents, countForRarity(store)),
    sentenceWeight: rarityOf(sentences, store.sentenceCount) * (isStopWord ? STOP_WORD_SHARE : 1),
    isNearSpelling: !isKnown && meanings.length > 0,
    isElsewhere,
  };
}

function sumOf(meanings: readonly Meaning[], value: (meaning: Meaning) => number): number {
  return meanings.reduce((sum, meaning) => sum + value(meaning), 0);
}

/**
 * The number of articles that rarity is measured by. With one article no word is rare, so that nothing would tell a good
 * answer from a bad one; what decides how sure an answer is was fit on companies of this many or more.
 */
export function countForRarity({ documentCount }: IndexStore): number {
  return Math.max(documentCount, FEWEST_ARTICLES);
}

/** The inverse document frequency of BM25, never negative. */
function rarityOf(count: number, total: number): number {
  return Math.log(1 + (Math.max(total, count) - count + 0.5) / (count + 0.5));
}
