import type { Passage } from "../contract/bot.ts";
import { type Article, splitArticle } from "./split-article.ts";
import { tokenize } from "./tokenize.ts";

/** A search index of one organization's articles. */
export interface ArticleIndex {
  /** The passages that match `words`, best first; none when no passage is relevant enough. */
  find(words: string, limit: number): Passage[];
}

/** The constants of BM25: how fast repetition stops counting, and how much length counts against a passage. */
const SATURATION = 1.2;
const LENGTH_WEIGHT = 0.3;
/** A term in the title counts like several in the text, and even more for an article's first passage. */
const TITLE_WEIGHT = 2;
const TITLE_WEIGHT_OF_OPENING = 4;
/** The weighted share of a question's terms that a passage must contain. */
const COVERAGE_MIN = 0.55;
/** How much a match in an article's title raises its score. */
const TITLE_TRUST = 1.5;
/** Passages below this share of the best score are left out, because they only distract. */
const OF_BEST_MIN = 0.35;
/** Longer questions are truncated: a pasted page adds nothing to the question. */
const QUESTION_TERMS_MAX = 64;

interface Entry {
  passage: Passage;
  title: ReadonlySet<string>;
  /** How often each term occurs. Terms in the title count by their weight. */
  counts: Map<string, number>;
  length: number;
}

/** The passages in which each term occurs. */
type Postings = Map<string, Entry[]>;

/** Indexes articles in memory. Building and finding take time linear in the text and in the hits. */
export function createArticleIndex(articles: readonly Article[]): ArticleIndex {
  const steps = indexInSteps(articles);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Indexes articles one passage a step, so that the caller can let others have their turn in between. */
export function* indexInSteps(articles: readonly Article[]): Generator<undefined, ArticleIndex> {
  const entries: Entry[] = [];
  const postings: Postings = new Map();
  for (const article of articles) {
    for (const [at, passage] of splitArticle(article).entries()) {
      const entry = entryOf(passage, at);
      entries.push(entry);
      for (const term of entry.counts.keys()) {
        const known = postings.get(term);
        if (known === undefined) postings.set(term, [entry]);
        else known.push(entry);
      }
      yield;
    }
  }
  return indexOf(entries, postings);
}

function indexOf(entries: readonly Entry[], postings: Postings): ArticleIndex {
  const averageLength = entries.reduce((sum, { length }) => sum + length, 0) / Math.max(1, entries.length);
  /**
   * A term's weight, which is higher for rarer terms. A term in no article weighs as much as one in a single passage.
   */
  const weightOf = (term: string) => {
    const known = postings.get(term)?.length ?? 1;
    return Math.log(1 + (entries.length - known + 0.5) / (known + 0.5));
  };
  const trustOf = (entry: Entry, term: string) => weightOf(term) * (entry.title.has(term) ? TITLE_TRUST : 1);
  const scoreOf = (entry: Entry, term: string) => {
    const count = entry.counts.get(term) ?? 0;
    const drag = SATURATION * (1 - LENGTH_WEIGHT + (LENGTH_WEIGHT * entry.length) / averageLength);
    return (weightOf(term) * count * (SATURATION + 1)) / (count + drag);
  };

  return {
    find(words, limit) {
      const terms = [...new Set(tokenize(words))].slice(0, QUESTION_TERMS_MAX);
      const found = new Map<Entry, { score: number; known: number }>();
      for (const term of terms) {
        for (const entry of postings.get(term) ?? []) {
          const { score, known } = found.get(entry) ?? { score: 0, known: 0 };
          found.set(entry, { score: score + scoreOf(entry, term), known: known + trustOf(entry, term) });
        }
      }
      const wanted = terms.reduce((sum, term) => sum + weightOf(term), 0);
      return [...found]
        .filter(([, { known }]) => known >= COVERAGE_MIN * wanted)
        .map(([{ passage }, { score }]) => ({ passage, score }))
        .toSorted((a, b) => b.score - a.score)
        .filter(({ score }, _at, [best]) => best !== undefined && score >= OF_BEST_MIN * best.score)
        .slice(0, limit)
        .map(({ passage }) => passage);
    },
  };
}

function entryOf(passage: Passage, at: number): Entry {
  const titleWeight = at === 0 ? TITLE_WEIGHT_OF_OPENING : TITLE_WEIGHT;
  const title = new Set(tokenize(passage.title));
  const text = tokenize(passage.text);
  const counts = new Map<string, number>();
  for (const term of text) counts.set(term, (counts.get(term) ?? 0) + 1);
  for (const term of title) counts.set(term, (counts.get(term) ?? 0) + titleWeight);
  return { passage, title, counts, length: text.length + title.size };
}
