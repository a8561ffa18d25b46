import { isEnglishWord } from "./english-words.ts";
import type { Language } from "./languages.ts";
import { STOP_WORDS } from "./stop-words.ts";

/** The languages of a script. Where there are several, stop words decide. */
const SCRIPTS: readonly { letters: RegExp; languages: readonly Language[] }[] = [
  { letters: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, languages: ["ja"] },
  { letters: /\p{Script=Han}/gu, languages: ["zh"] },
  { letters: /\p{Script=Hangul}/gu, languages: ["ko"] },
  { letters: /\p{Script=Thai}/gu, languages: ["th"] },
  { letters: /\p{Script=Arabic}/gu, languages: ["ar"] },
  { letters: /\p{Script=Hebrew}/gu, languages: ["he"] },
  { letters: /\p{Script=Devanagari}/gu, languages: ["hi"] },
  { letters: /\p{Script=Greek}/gu, languages: ["el"] },
  { letters: /\p{Script=Cyrillic}/gu, languages: ["ru", "uk"] },
  {
    letters: /\p{Script=Latin}/gu,
    languages: [
      "en",
      "de",
      "fr",
      "es",
      "it",
      "pt",
      "nl",
      "pl",
      "tr",
      "sv",
      "da",
      "no",
      "fi",
      "cs",
      "hu",
      "ro",
      "ca",
      "sl",
    ],
  },
];

/** Letters that only some languages of a script have: each counts as a stop word of theirs. */
const LETTERS: readonly [letters: RegExp, languages: readonly Language[]][] = [
  [/[äöü]/gu, ["de"]],
  [/ß/gu, ["de"]],
  [/[ñ¿¡]/gu, ["es"]],
  [/[ãõ]/gu, ["pt"]],
  [/[ąęłńśźż]/gu, ["pl"]],
  [/[ığş]/gu, ["tr"]],
  [/[åæø]/gu, ["da", "no"]],
  [/[åä]/gu, ["sv", "fi"]],
  [/[ěřů]/gu, ["cs"]],
  [/[őű]/gu, ["hu"]],
  [/[ățș]/gu, ["ro"]],
  [/[èêçœ]|\b[ldj]['’]/gu, ["fr"]],
  [/[іїєґ]/gu, ["uk"]],
];

const GUESSED_LENGTH = 600;
const WORD = /[\p{L}\p{M}]+/gu;

/**
 * Guesses the language of a text by its script, its stop words and its letters.
 *
 * @param likely - where several languages would do, one of these is taken
 * @returns `null` where nothing tells it, as in “PayPal?”
 */
export function guessLanguage(text: string, likely: ReadonlySet<Language> = NONE): Language | null {
  const start = text.slice(0, GUESSED_LENGTH).toLowerCase();
  // Japanese is written with Han letters too.
  const kana = start.match(SCRIPTS[0]?.letters ?? /^$/)?.length ?? 0;
  const counts = SCRIPTS.map(({ letters }) => start.match(letters)?.length ?? 0);
  const most = Math.max(...counts);
  if (most === 0) return null;
  const at = kana > 0 && kana * 8 >= most ? 0 : counts.indexOf(most);
  const languages = SCRIPTS[at]?.languages ?? [];
  const [first = null] = languages;
  return languages.length <= 1 ? first : guessByWords(start, languages, likely);
}

function guessByWords(
  text: string,
  languages: readonly Language[],
  likely: ReadonlySet<Language>,
): Language | null {
  const votes = new Map<Language, number>(
    languages.filter((language) => likely.has(language)).map((language) => [language, LIKELY_VOTE]),
  );
  const vote = (language: Language, weight: number) =>
    votes.set(language, (votes.get(language) ?? 0) + weight);
  for (const word of text.match(WORD) ?? []) {
    const known = languages.filter((language) => STOP_WORDS[language].has(word));
    for (const language of known) vote(language, 1 / known.length);
  }
  for (const [letters, owners] of LETTERS) {
    const count = text.match(letters)?.length ?? 0;
    for (const language of owners)
      if (count > 0 && languages.includes(language)) vote(language, Math.min(count, 3));
  }
  const [best, second] = [...votes].toSorted(([, a], [, b]) => b - a);
  if (best === undefined || best[1] < VOTES_MIN) return null;
  if (best[0] !== "en" && languages.includes("en") && isEnglishThroughout(text)) return "en";
  return second !== undefined && second[1] === best[1] ? null : best[0];
}

/**
 * Whether all words are English. Short sentences are made of words that are stop words elsewhere: in “We open at ten” three of
 * four are Polish.
 */
function isEnglishThroughout(text: string): boolean {
  const words = text.match(WORD) ?? [];
  return words.length >= ENGLISH_WORDS_MIN && words.every((word) => isEnglishWord(word));
}

/** Fewer words may all be of several languages: “was war” and “die hat” are English words too. */
const ENGLISH_WORDS_MIN = 4;
const NONE: ReadonlySet<Language> = new Set();
/** What it counts that the articles are in a language. */
const LIKELY_VOTE = 0.6;
/** A single word that several languages have does not tell which it is. */
const VOTES_MIN = 0.5;
