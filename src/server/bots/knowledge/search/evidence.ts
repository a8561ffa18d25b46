import type { IndexStore } from "../store/index-store.ts";
import type { TermId } from "../store/vocabulary.ts";
import { type QuestionTerm, countForRarity } from "./question-terms.ts";
import { SENTENCE_SHARE, type ScoredPassage } from "./rank-passages.ts";

/** What speaks for or against the best passage: numbers of about 0 to 1 that do not depend on the number of articles. */
export const EVIDENCE = [
  "inDocument",
  "inDocumentSquared",
  "inSentence",
  "everyWordInSentence",
  "inTitle",
  "isMostTellingFound",
  "notInAnyArticle",
  "elsewhere",
  "nearlySpelled",
  "score",
  "ahead",
  "aheadByShare",
  "rivals",
  "words",
  "strength",
] as const;

export type Evidence = Readonly<Record<(typeof EVIDENCE)[number], number>>;

/** A score from which on another article is a rival. */
const RIVAL_SHARE = 0.8;
const RIVALS_MAX = 5;
const SCORE_MAX = 2;
const WORDS_MAX = 10;

/** What speaks for the first of `ranked` passages as the answer to a question. */
export function evidenceOf(
  terms: readonly QuestionTerm[],
  ranked: readonly ScoredPassage[],
  store: IndexStore,
): Evidence | null {
  const [best] = ranked;
  const content = terms
    .map((term, at) => Object.assign({ at }, term))
    .filter(({ isStopWord }) => !isStopWord);
  const total = sumOf(content, ({ weight }) => weight);
  if (best === undefined || total === 0) return null;
  const { terms: written, article } = best.document;
  const present = new Set(written);
  const inDocument = content.map((term) => trustIn(term, present));
  const inSentence = content.map(({ at, meanings }) =>
    best.matched.includes(at) ? (meanings[0]?.trust ?? 0) : 0,
  );
  const shareOf = (trusts: readonly number[]) =>
    sumOf(content, ({ weight }, at) => weight * (trusts[at] ?? 0)) / total;
  const byWeight = content
    .map((term, at) => ({ weight: term.weight, at }))
    .toSorted((a, b) => b.weight - a.weight);
  const [first] = byWeight;
  const others = bestOfOthers(ranked, article.id);
  const everyWeight = sumOf(terms, ({ sentenceWeight }) => sentenceWeight);
  const ideal = total + SENTENCE_SHARE * everyWeight;
  const found = shareOf(inDocument);
  const scoreOf = (score: number) => Math.min(score / ideal, SCORE_MAX);
  return {
    inDocument: found,
    inDocumentSquared: found ** 2,
    inSentence: shareOf(inSentence),
    everyWordInSentence:
      sumOf(best.matched, (at) => terms[at]?.sentenceWeight ?? 0) / Math.max(everyWeight, 1e-9),
    inTitle: shareOf(content.map((term) => trustIn(term, article.titleTerms))),
    isMostTellingFound: inDocument[first?.at ?? 0] ?? 0,
    notInAnyArticle: shareOf(content.map(({ meanings }) => (meanings.length === 0 ? 1 : 0))),
    elsewhere: shareOf(content.map(({ isElsewhere }) => (isElsewhere ? 1 : 0))),
    nearlySpelled: shareOf(content.map(({ isNearSpelling }) => (isNearSpelling ? 1 : 0))),
    score: scoreOf(best.score),
    ahead: scoreOf(best.score) - scoreOf(others[0] ?? 0),
    aheadByShare: found * (1 - (others[0] ?? 0) / best.score),
    rivals:
      others.filter((score) => score >= RIVAL_SHARE * best.score).slice(0, RIVALS_MAX).length / RIVALS_MAX,
    words: Math.min(content.length, WORDS_MAX) / WORDS_MAX,
    strength:
      sumOf(content, ({ weight }, at) => weight * (inDocument[at] ?? 0)) /
      (5 * Math.log(2 + 2 * countForRarity(store))),
  };
}

function trustIn({ meanings }: QuestionTerm, present: ReadonlySet<TermId>): number {
  return meanings.find(({ id }) => present.has(id))?.trust ?? 0;
}

/** The best scores of other articles, highest first. */
function bestOfOthers(ranked: readonly ScoredPassage[], articleId: string): number[] {
  const scores = new Map<string, number>();
  for (const { document, score } of ranked)
    if (document.article.id !== articleId && !scores.has(document.article.id))
      scores.set(document.article.id, score);
  return [...scores.values()];
}

function sumOf<Item>(items: readonly Item[], value: (item: Item, at: number) => number): number {
  return items.reduce((sum, item, at) => sum + value(item, at), 0);
}
