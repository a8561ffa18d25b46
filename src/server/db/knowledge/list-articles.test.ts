import { describe, expect, test } from "bun:test";
import type { ArticleFilter, ArticleListPlace } from "#domain/knowledge/article-views.ts";
import type { Article } from "#domain/model/article.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { ENGINES, type Engine } from "../testing/engines.ts";
import { newArticle } from "../testing/new-article.ts";
import { articleToRow } from "./article-rows.ts";
import { listArticles, listArticleTitles } from "./list-articles.ts";

const NOW = 100;
const FIRST = { search: "", filter: "all", after: null, now: NOW } as const;

function published(changes: Partial<NonNullable<Article["published"]>> = {}): Article["published"] {
  const content = { title: "Hours", text: "…", language: "en", audience: "customers" } as const;
  return { ...content, validUntil: null, version: 1, ...changes };
}

const ARTICLES = [
  newArticle("art_draft", { title: "Délai de livraison", text: "Trois jours.", changedAt: 1 }),
  newArticle("art_published", {
    published: published(),
    changedAt: 2,
    source: { kind: "file", name: "a.md" },
  }),
  newArticle("art_changed", { version: 2, published: published(), text: "100% sure_ly\\", changedAt: 3 }),
  newArticle("art_expired", { published: published({ validUntil: NOW }), changedAt: 4 }),
  newArticle("art_valid", { published: published({ validUntil: NOW + 1 }), changedAt: 5, isSample: true }),
  newArticle("art_deleted", { published: published(), deletedAt: 50, changedAt: 6 }),
];

async function open(engine: Engine) {
  const store = await engine.open();
  const [orgId, elsewhere] = [await addOrganization(store), await addOrganization(store)];
  await store.transact(({ append, tables }) =>
    append(tables.article, [
      ...ARTICLES.map((article) => articleToRow(orgId, article, 0)),
      articleToRow(elsewhere, newArticle("art_elsewhere"), 0),
    ]),
  );
  const ids = async (filter: ArticleFilter, search = "") =>
    (await listArticles(store, orgId, { ...FIRST, filter, search }, 10)).map(({ id }) => id.slice(4));
  return { store, orgId, ids, [Symbol.asyncDispose]: () => store.close() };
}

for (const engine of ENGINES) {
  describe(`the list of articles on ${engine.name}`, () => {
    test("has those in a state, the one changed last first, and the deleted ones apart", async () => {
      await using it = await open(engine);

      expect(await it.ids("all")).toEqual(["valid", "expired", "changed", "published", "draft"]);
      expect(await it.ids("draft")).toEqual(["draft"]);
      expect(await it.ids("published")).toEqual(["valid", "published"]);
      expect(await it.ids("changed")).toEqual(["changed"]);
      expect(await it.ids("expired")).toEqual(["expired"]);
      expect(await it.ids("deleted")).toEqual(["deleted"]);
    });

    test("says of each what its state is and where it comes from", async () => {
      await using it = await open(engine);
      const rows = await listArticles(it.store, it.orgId, FIRST, 10);

      expect(rows.map(({ state }) => state)).toEqual([
        "published",
        "expired",
        "changed",
        "published",
        "draft",
      ]);
      expect(rows[3]).toEqual({
        id: "art_published",
        title: "Hours",
        state: "published",
        source: { kind: "file", name: "a.md" },
        language: "en",
        audience: "customers",
        isSample: false,
        ownerId: null,
        changedAt: 2,
      });
      expect(rows[0]?.isSample).toBe(true);
    });

    test("is searched in titles and texts, in capitals or not, and for what looks like a pattern too", async () => {
      await using it = await open(engine);

      expect(await it.ids("all", "livraison")).toEqual(["draft"]);
      expect(await it.ids("all", "DÉLAI")).toEqual(["draft"]);
      expect(await it.ids("all", "trois JOURS")).toEqual(["draft"]);
      expect(await it.ids("all", "100%")).toEqual(["changed"]);
      expect(await it.ids("all", "sure_")).toEqual(["changed"]);
      expect(await it.ids("all", "ly\\")).toEqual(["changed"]);
      expect(await it.ids("all", "%")).toEqual(["changed"]);
      expect(await it.ids("draft", "nine")).toEqual([]);
      expect(await it.ids("published", "nine")).toEqual(["valid", "published"]);
    });

    test("is read in pages, each article once", async () => {
      await using it = await open(engine);
      const seen: string[] = [];
      let after: ArticleListPlace | null = null;
      for (;;) {
        const page = await listArticles(it.store, it.orgId, { ...FIRST, after }, 2);
        seen.push(...page.map(({ id }) => id));
        const last = page.at(-1);
        if (last === undefined) break;
        after = last;
      }

      expect(seen).toEqual(["art_valid", "art_expired", "art_changed", "art_published", "art_draft"]);
    });

    test("names articles by their ids, deleted ones too", async () => {
      await using it = await open(engine);

      const titles = await listArticleTitles(it.store, it.orgId, [
        "art_deleted",
        "art_draft",
        "art_elsewhere",
      ]);

      expect(Object.fromEntries(titles)).toEqual({ art_deleted: "Hours", art_draft: "Délai de livraison" });
    });
  });
}
