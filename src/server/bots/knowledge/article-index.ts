import { setImmediate } from "node:timers/promises";
import type { Answer, Passage } from "../contract/bot.ts";
import { AnswerFinder } from "./search/find-answers.ts";
import type { Article } from "./passages/split-article.ts";
import { analyzeArticle } from "./store/analyze-article.ts";
import { IndexStore, type Steps } from "./store/index-store.ts";
import { Tokenizer } from "./words/tokenizer.ts";

/** What is known about one organization, as a search sees it. */
export interface ArticleSearch {
  /** The passages that fit a question, best first, however badly they do: for a model, which judges for itself. */
  find(question: string, limit: number): Passage[];
  /**
   * The answers to the last of a customer's messages (oldest first), the surest first: several only where several questions
   * were asked and each has a sure answer. The surest is there even if it is not sure.
   */
  answersTo(messages: readonly string[]): Answer[];
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

/** Creates an empty index in memory. Changes and searches take time linear in the text and in the hits. */
export function createArticleIndex(
  deps: ArticleIndexDeps = { pause: setImmediate, now: () => performance.now() },
): ArticleIndex {
  const index = new Index();
  const runInSlices = createSlicer(deps);
  let last: Promise<void> = Promise.resolve();
  const inTurn = (steps: () => Steps) => {
    const change = last.then(() => runInSlices(steps()));
    // One that fails is told to its caller, and does not keep back the next.
    last = change.catch(() => undefined);
    return change;
  };
  return {
    put: (article) => inTurn(() => index.put(article)),
    remove: (id) => inTurn(() => index.remove(id)),
    find: (question, limit) => index.find(question, limit),
    answersTo: (messages) => index.answersTo(messages),
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

/** Runs changes in slices, also many small ones after each other: what counts is the time since others had their turn. */
function createSlicer({ pause, now }: ArticleIndexDeps): (steps: Steps) => Promise<void> {
  let until = now() + SLICE_MS;
  return async (steps) => {
    while (steps.next().done !== true) {
      if (now() < until) continue;
      await pause();
      until = now() + SLICE_MS;
    }
  };
}

class Index {
  readonly #store = new IndexStore();
  readonly #tokenizer = new Tokenizer();
  readonly #finder = new AnswerFinder(this.#store, this.#tokenizer);

  *put(article: Article): Steps {
    const analyzed = yield* analyzeArticle(article, this.#store, this.#tokenizer);
    yield* this.#store.replace(analyzed);
  }

  *remove(id: string): Steps {
    yield* this.#store.remove(id);
  }

  find(question: string, limit: number): Passage[] {
    return this.#finder
      .rank(question)
      .slice(0, limit)
      .flatMap(({ document, passage }) => document.passages[passage] ?? []);
  }

  answersTo(messages: readonly string[]): Answer[] {
    return this.#finder.answersTo(messages);
  }
}
