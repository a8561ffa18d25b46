import type { Article } from "#server/bots/knowledge/passages/split-article.ts";

/** Words of the generated vocabulary. Rarer ones are drawn less often, as in a language (Zipf 1935). */
const VOCABULARY = 20_000;
const PARAGRAPHS = 5;
const SENTENCES = 4;
const WORDS = 11;
const SYLLABLES =
  "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo yu za bre cla dru fli gro pla sti tra".split(
    " ",
  );

/** Articles of about 1,500 characters, always the same. */
export function* generateArticles(count: number): Generator<Article> {
  const random = createRandom(1);
  for (let at = 0; at < count; at += 1) {
    const paragraphs = Array.from({ length: PARAGRAPHS }, () => paragraphOf(random));
    yield { id: `art_${at}`, title: sentenceOf(random, 4), text: paragraphs.join("\n\n"), language: "en" };
  }
}

/** Questions of nine words, always the same. */
export function* generateQuestions(count: number): Generator<string> {
  const random = createRandom(2);
  for (let at = 0; at < count; at += 1) yield `How do I ${sentenceOf(random, 6)}?`;
}

function paragraphOf(random: () => number): string {
  return Array.from({ length: SENTENCES }, () => `The ${sentenceOf(random, WORDS)}.`).join(" ");
}

function sentenceOf(random: () => number, words: number): string {
  return Array.from({ length: words }, () => wordOf(Math.floor(VOCABULARY ** random()))).join(" ");
}

function wordOf(rank: number): string {
  let word = "";
  for (let rest = rank + SYLLABLES.length; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length] ?? "";
  return word;
}

/** Pseudo-random numbers from 0 to below 1 (mulberry32, by Tommy Ettinger, public domain). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
