import { expect, test } from "bun:test";
import { createArticleIndex } from "../../bots/knowledge/article-index.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { countRows } from "../../db/testing/count-rows.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { putArticle } from "../../db/knowledge/articles.ts";
import { buildIndex, createArticleIndexes } from "./article-indexes.ts";

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

for (const engine of ENGINES) {
  test(`on ${engine.name} a company's articles are indexed once, and again after a failed reading`, async () => {
    await using store = await engine.open();
    const [orgId, elsewhere] = [await addOrganization(store), await addOrganization(store)];
    const article = { id: "art_1", title: "Hours", text: "We open at nine.", updatedAt: 1 } as const;
    await store.transact((writer) => putArticle(writer, orgId, article));
    const counting = countRows(store);
    let isAway = true;
    const flaky = new Proxy(counting.store, {
      get(target, name) {
        if (name === "db" && isAway) throw new Error("the database is away");
        return Reflect.get(target, name);
      },
    });
    const indexes = createArticleIndexes(flaky);
    await expect(indexes.indexOf(orgId)).rejects.toThrow("away");
    isAway = false;

    const [one, again] = await Promise.all([indexes.indexOf(orgId), indexes.indexOf(orgId)]);

    expect(one.find("When do you open?", 4)).toMatchObject([{ articleId: "art_1" }]);
    expect(again).toBe(one);
    expect(await indexes.indexOf(orgId)).toBe(one);
    expect(counting.rows()).toBe(1);
    expect((await indexes.indexOf(elsewhere)).find("When do you open?", 4)).toEqual([]);
  });
}
