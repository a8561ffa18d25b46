import { setTimeout } from "node:timers/promises";
import { createThreadClocks } from "../stalls/in-server/thread-clocks.ts";
import { createArticleIndex } from "#server/bots/knowledge/article-index.ts";
import { generateArticles, generateQuestions } from "./generated-articles.ts";

/** What a company with many articles costs. The time for which other processes had the processor is left out. */
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
  const clock = createThreadClocks();
  const loop = watchLoop(() => clock().at);
  const index = createArticleIndex();
  const startedAt = clock().at;
  for (const article of generateArticles(size)) await index.put(article);
  const buildMs = clock().at - startedAt;
  let at = 0;
  for (const article of generateArticles(Math.min(size, 2 * CHANGED))) {
    at += 1;
    if (at % 2 === 0) await index.remove(article.id);
    else await index.put({ ...article, text: `${article.text}\n\nChanged.` });
  }
  const longestBlockMs = await loop.longestMs();
  const times = [...generateQuestions(QUESTIONS)].map((question) => {
    const askedAt = clock().at;
    index.answersTo([question]);
    return clock().at - askedAt;
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
function watchLoop(now: () => number) {
  let longest = 0;
  const over = new AbortController();
  const watching = (async () => {
    let last = now();
    while (!over.signal.aborted) {
      await setTimeout(1);
      const at = now();
      longest = Math.max(longest, at - last);
      last = at;
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
