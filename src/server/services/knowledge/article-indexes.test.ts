import { expect, test } from "bun:test";
import { createArticleIndex } from "../../bots/knowledge/article-index.ts";
import { buildIndex } from "./article-indexes.ts";

const ARTICLES = Array.from({ length: 10 }, (_none, at) => ({
  id: `art_${at}`,
  title: `Tea ${at}`,
  text: Array.from(
    { length: 12 },
    (_, no) => `## Part ${no}\n\nTea number ${no}. ${"leaf ".repeat(20)}`,
  ).join("\n\n"),
}));

test("an index is built in portions of twenty passages, and is the same", async () => {
  let pauses = 0;

  const index = await buildIndex(ARTICLES, async () => void (pauses += 1));

  expect(pauses).toBe((10 * 12) / 20);
  expect(index.find("tea number 3", 5)).toEqual(createArticleIndex(ARTICLES).find("tea number 3", 5));
  expect(index.find("tea number 3", 5)).not.toEqual([]);
});
