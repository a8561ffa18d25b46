import { expect, test } from "bun:test";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { countRows } from "../../db/testing/count-rows.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { putArticle } from "../../db/knowledge/articles.ts";
import { createArticleIndexes } from "./article-indexes.ts";

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
