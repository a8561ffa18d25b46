import { setTimeout } from "node:timers/promises";
import { createArticleIndex } from "#server/bots/knowledge/article-index.ts";
import { generateArticles, generateQuestions } from "./generated-articles.ts";

/** What a company with many articles costs. */
export interface SizeFigures {
  /** From the first article to the last; others have their turn meanwhile. */
  buildMs: number;
  /** The longest time for which the event loop was held while articles were added, changed and removed. */
  longestBlockMs: number;
  /** Resident memory that the index adds, with the texts. */
  memoryMiB: number;
  /** One question: median. */
  questionMs: number;
  questionP99Ms: number;
}

const QUESTIONS = 300;
/** Articles that are changed, and as many that are removed, after all are there. */
const CHANGED = 100;
const MIB = 1024 * 1024;

/** Measures an index of generated articles. */
export async function measureSize(size: number): Promise<SizeFigures> {
  Bun.gc(true);
  const before = process.memoryUsage().rss;
  const loop = watchLoop();
  const index = createArticleIndex();
  const startedAt = performance.now();
  for (const article of generateArticles(size)) await index.put(article);
  const buildMs = performance.now() - startedAt;
  let at = 0;
  for (const article of generateArticles(Math.min(size, 2 * CHANGED))) {
    at += 1;
    if (at % 2 === 0) await index.remove(article.id);
    else await index.put({ ...article, text: `${article.text}\n\nChanged.` });
  }
  const longestBlockMs = await loop.longestMs();
  const times = [...generateQuestions(QUESTIONS)].map((question) => {
    const askedAt = performance.now();
    index.answersTo([question]);
    return performance.now() - askedAt;
  });
  Bun.gc(true);
  const sorted = times.toSorted((a, b) => a - b);
  return {
    buildMs,
    longestBlockMs,
    memoryMiB: (process.memoryUsage().rss - before) / MIB,
    questionMs: sorted[Math.floor(QUESTIONS / 2)] ?? 0,
    questionP99Ms: sorted[Math.floor(0.99 * QUESTIONS)] ?? 0,
  };
}

/** Measures how late a timer of a millisecond is. */
function watchLoop() {
  let longest = 0;
  const over = new AbortController();
  const watching = (async () => {
    let last = performance.now();
    while (!over.signal.aborted) {
      await setTimeout(1);
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
  })();
  return {
    async longestMs() {
      over.abort();
      await watching;
      return longest;
    },
  };
}
