import { expect, test } from "bun:test";
import { contentOf } from "#domain/model/article.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { ENGINES } from "../testing/engines.ts";
import { newArticle } from "../testing/new-article.ts";
import type { Writer } from "../store/store.ts";
import { articleToRow, articleVersionToRow } from "./article-rows.ts";
import { deleteRemovedArticles } from "./delete-removed-articles.ts";
import { getArticle, listArticleVersions } from "./get-article.ts";

/** Writes after its first query has found these rows, whatever has happened to them since. */
function findingBefore({ db, ...writer }: Writer, rows: readonly object[]): Writer {
  const limited = { limit: () => Promise.resolve(rows) };
  const found = { from: () => ({ where: () => ({ orderBy: () => limited }) }) };
  let isFirst = true;
  const late = new Proxy(db, {
    get(target, name) {
      if (name !== "select" || !isFirst) return Reflect.get(target, name);
      isFirst = false;
      return () => found;
    },
  });
  return { ...writer, db: late };
}

test.each(ENGINES)(
  "an article that is restored while old ones are removed stays, with its earlier texts: $name",
  async (engine) => {
    await using store = await engine.open();
    const orgId = await addOrganization(store);
    const restored = newArticle("art_restored");
    const old = newArticle("art_old", { deletedAt: 5 });
    await store.transact(async ({ append, tables }) => {
      await append(
        tables.article,
        [restored, old].map((article) => articleToRow(orgId, article, 0)),
      );
      await append(
        tables.articleVersion,
        [restored, old].map((article) =>
          articleVersionToRow(orgId, {
            ...contentOf(article),
            articleId: article.id,
            no: 1,
            version: 1,
            why: "replaced",
            at: 1,
            by: null,
          }),
        ),
      );
    });
    const rows = [restored, old].map(({ id }) => ({ orgId, id }));

    const deleted = await store.transact((writer) =>
      deleteRemovedArticles(findingBefore(writer, rows), 6, 50),
    );

    expect(deleted).toBe(1);
    expect(await getArticle(store, orgId, old.id)).toBeNull();
    expect(await getArticle(store, orgId, restored.id)).not.toBeNull();
    expect(await listArticleVersions(store, orgId, restored.id)).toHaveLength(1);
  },
);
