import dictionary from "dictionary-en";
import { Buffer } from "node:buffer";

/** The words of an English dictionary without their endings, and some with them, as Hunspell lists them. */
const LISTED: ReadonlySet<string> = new Set(
  Buffer.from(dictionary.dic)
    .toString("utf8")
    .split("\n")
    .slice(1)
    .map((line) => line.replace(/[/'].*$/, "").toLowerCase()),
);

const LATIN = /^[a-z]+$/;

/** Endings of inflected words, and what they stand for. */
const ENDINGS: readonly [ending: string, instead: string][] = [
  ["s", ""],
  ["es", ""],
  ["ies", "y"],
  ["d", ""],
  ["ed", ""],
  ["ied", "y"],
  ["ing", ""],
  ["ing", "e"],
  ["ly", ""],
  ["er", ""],
  ["er", "e"],
  ["est", ""],
];
/** Two of the same letters before an ending, as in “stopped”. */
const DOUBLED = /([a-z])\1$/;

/** Whether a word in lower case is English and rightly spelled, also if it is inflected. */
export function isEnglishWord(word: string): boolean {
  if (!LATIN.test(word)) return false;
  if (LISTED.has(word)) return true;
  return ENDINGS.some(([ending, instead]) => {
    if (!word.endsWith(ending)) return false;
    const start = word.slice(0, -ending.length);
    return LISTED.has(start + instead) || (DOUBLED.test(start) && LISTED.has(start.slice(0, -1)));
  });
}
