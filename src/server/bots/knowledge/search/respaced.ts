import type { IndexStore } from "../store/index-store.ts";
import type { Word } from "../words/tokenizer.ts";
import { knownTermOf } from "./known-term.ts";

/** A part of a compound is at least as long. */
const PART_LENGTH_MIN = 3;
/** “Sign-up” ends in a stop word. */
const ENDING_LENGTH_MIN = 2;
const LETTERS = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]+$/u;

/**
 * Words with the spaces of the articles: “giftcard” becomes “gift card”, and “wi fi” has “Wi-Fi” beside it, where the articles
 * have these.
 */
export function respaced(words: readonly Word[], store: IndexStore): Word[] {
  return words.flatMap((word, at) => {
    const next = words[at + 1];
    const joined = next === undefined ? [] : joinedWord(word, next, store);
    return [...(knownTermOf(word, store) === null ? partsOf(word, store) : [word]), ...joined];
  });
}

function joinedWord(word: Word, next: Word, store: IndexStore): Word[] {
  if (!LETTERS.test(word.surface) || !LETTERS.test(next.surface)) return [];
  const surface = word.surface + next.surface;
  const joined = { term: surface, surface, isStopWord: false };
  return knownTermOf(joined, store) === null ? [] : [joined];
}

/** The two words of the articles of which a word is made; the word itself if it is not. */
function partsOf(word: Word, store: IndexStore): Word[] {
  const { surface, isStopWord } = word;
  if (isStopWord || !LETTERS.test(surface)) return [word];
  for (let at = PART_LENGTH_MIN; at <= surface.length - ENDING_LENGTH_MIN; at += 1) {
    const [start, end] = [surface.slice(0, at), surface.slice(at)];
    const first = { term: start, surface: start, isStopWord: false };
    const second = { term: end, surface: end, isStopWord: end.length < PART_LENGTH_MIN };
    if (knownTermOf(first, store) !== null && knownTermOf(second, store) !== null) return [first, second];
  }
  return [word];
}
