import { setImmediate } from "node:timers/promises";
import type { Passage } from "../contract/bot.ts";
import { type Article, splitArticle } from "./split-article.ts";
import { tokenize } from "./tokenize.ts";

/** What is known about one organization, as a search sees it. */
export interface ArticleSearch {
  /** The passages that match `words`, best first; none when no passage is relevant enough. */
  find(words: string, limit: number): Passage[];
}

/**
 * A search index of one organization's articles, which is changed and never rebuilt. Changes are made one after the
 * other, in slices between which the event loop has its turn; until a change is complete, the article is found as it
 * was before.
 */
export interface ArticleIndex extends ArticleSearch {
  /** Adds an article, or replaces the one with its id. Resolves when it is found. */
  put(article: Article): Promise<void>;
  /** Resolves when the article is no longer found. Does nothing if it is not there. */
  remove(id: string): Promise<void>;
}

/** What an index is created with. */
export interface ArticleIndexDeps {
  /** Lets the event loop have its turn. */
  pause: () => Promise<void>;
  /** A monotonic clock, in milliseconds. */
  now: () => number;
}

/** The longest time for which a change holds the event loop. */
const SLICE_MS = 4;

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

/** Creates an empty index in memory. Changes and searches take time linear in the text and in the hits. */
export function createArticleIndex(
  deps: ArticleIndexDeps = { pause: setImmediate, now: () => performance.now() },
): ArticleIndex {
  const index = new Index();
  let last: Promise<void> = Promise.resolve();
  const inTurn = (steps: () => Generator<undefined, void>) => {
    last = last.then(() => runInSlices(steps(), deps));
    return last;
  };
  return {
    put: (article) => inTurn(() => index.put(article)),
    remove: (id) => inTurn(() => index.remove(id)),
    find: (words, limit) => index.find(words, limit),
  };
}

/** Indexes articles that are all known from the start. */
export async function indexArticles(
  articles: Iterable<Article>,
  deps?: ArticleIndexDeps,
): Promise<ArticleIndex> {
  const index = createArticleIndex(deps);
  for (const article of articles) await index.put(article);
  return index;
}

async function runInSlices(
  steps: Generator<undefined, void>,
  { pause, now }: ArticleIndexDeps,
): Promise<void> {
  let until = now() + SLICE_MS;
  while (steps.next().done !== true) {
    if (now() < until) continue;
    await pause();
    until = now() + SLICE_MS;
  }
}

class Index {
  readonly #articles = new Map<string, Entry[]>();
  /** The passages in which each term occurs. */
  readonly #postings = new Map<string, Set<Entry>>();
  #entries = 0;
  #totalLength = 0;

  /** One passage a step. The earlier version is replaced in the last step. */
  *put(article: Article): Generator<undefined, void> {
    const entries: Entry[] = [];
    for (const [at, passage] of splitArticle(article).entries()) {
      entries.push(entryOf(passage, at));
      yield;
    }
    for (const entry of this.#articles.get(article.id) ?? []) this.#drop(entry);
    this.#articles.set(article.id, entries);
    for (const entry of entries) this.#add(entry);
  }

  *remove(id: string): Generator<undefined, void> {
    yield;
    for (const entry of this.#articles.get(id) ?? []) this.#drop(entry);
    this.#articles.delete(id);
  }

  find(words: string, limit: number): Passage[] {
    const terms = [...new Set(tokenize(words))].slice(0, QUESTION_TERMS_MAX);
    const found = new Map<Entry, { score: number; known: number }>();
    for (const term of terms) {
      for (const entry of this.#postings.get(term) ?? []) {
        const { score, known } = found.get(entry) ?? { score: 0, known: 0 };
        found.set(entry, {
          score: score + this.#scoreOf(entry, term),
          known: known + this.#trustOf(entry, term),
        });
      }
    }
    const wanted = terms.reduce((sum, term) => sum + this.#weightOf(term), 0);
    return [...found]
      .filter(([, { known }]) => known >= COVERAGE_MIN * wanted)
      .map(([{ passage }, { score }]) => ({ passage, score }))
      .toSorted((a, b) => b.score - a.score)
      .filter(({ score }, _at, [best]) => best !== undefined && score >= OF_BEST_MIN * best.score)
      .slice(0, limit)
      .map(({ passage }) => passage);
  }

  #add(entry: Entry): void {
    this.#entries += 1;
    this.#totalLength += entry.length;
    for (const term of entry.counts.keys()) {
      const known = this.#postings.get(term);
      if (known === undefined) this.#postings.set(term, new Set([entry]));
      else known.add(entry);
    }
  }

  #drop(entry: Entry): void {
    this.#entries -= 1;
    this.#totalLength -= entry.length;
    for (const term of entry.counts.keys()) {
      const known = this.#postings.get(term);
      known?.delete(entry);
      if (known?.size === 0) this.#postings.delete(term);
    }
  }

  /** A term's weight, which is higher for rarer terms. A term in no article weighs as much as one in a single passage. */
  #weightOf(term: string): number {
    const known = this.#postings.get(term)?.size ?? 1;
    return Math.log(1 + (this.#entries - known + 0.5) / (known + 0.5));
  }

  #trustOf(entry: Entry, term: string): number {
    return this.#weightOf(term) * (entry.title.has(term) ? TITLE_TRUST : 1);
  }

  #scoreOf(entry: Entry, term: string): number {
    const count = entry.counts.get(term) ?? 0;
    const averageLength = this.#totalLength / this.#entries;
    const drag = SATURATION * (1 - LENGTH_WEIGHT + (LENGTH_WEIGHT * entry.length) / averageLength);
    return (this.#weightOf(term) * count * (SATURATION + 1)) / (count + drag);
  }
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
