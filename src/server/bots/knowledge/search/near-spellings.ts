import type { IndexStore } from "../store/index-store.ts";
import type { Word } from "../words/tokenizer.ts";
import type { Meaning } from "./meaning.ts";

/** Shorter words are too like each other. */
const LENGTH_MIN = 4;
/** From this length on two changes are allowed. */
const TWO_EDITS_LENGTH = 8;
const TRUST_OF_ONE_EDIT = 0.8;
const TRUST_OF_TWO_EDITS = 0.6;
const MEANINGS_MAX = 3;
const LETTERS = /^\p{L}+$/u;
/** Scripts with too many letters for a misspelt one to be guessed. */
const IDEOGRAPHIC = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

/** The terms of articles that are written nearly like a word that no article has: it may be misspelt. */
export function nearSpellings({ surface }: Word, { vocabulary }: IndexStore): Meaning[] {
  if (surface.length < LENGTH_MIN || !LETTERS.test(surface) || IDEOGRAPHIC.test(surface)) return [];
  const edits = surface.length >= TWO_EDITS_LENGTH ? 2 : 1;
  const trusts = new Map<number, number>();
  vocabulary.spellings.eachLike(surface, edits, (spelling, id) => {
    if (vocabulary.postingsOf(id).length === 0) return;
    const distance = editDistance(surface, spelling, edits);
    if (distance > edits) return;
    const trust = distance === 1 ? TRUST_OF_ONE_EDIT : TRUST_OF_TWO_EDITS;
    trusts.set(id, Math.max(trusts.get(id) ?? 0, trust));
  });
  const best = Math.max(0, ...trusts.values());
  return Array.from(trusts, ([id, trust]) => ({ id, trust }))
    .filter(({ trust }) => trust === best)
    .toSorted((a, b) => vocabulary.occurrencesOf(b.id) - vocabulary.occurrencesOf(a.id) || a.id - b.id)
    .slice(0, MEANINGS_MAX);
}

/**
 * How many letters must be changed, added, left out or exchanged with their neighbour (optimal string alignment); more
 * than `max` if it is more.
 */
function editDistance(one: string, other: string, max: number): number {
  if (Math.abs(one.length - other.length) > max) return max + 1;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_none, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      if (one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > max) return max + 1;
    before = last;
    last = row;
  }
  return last.at(-1) ?? 0;
}
