import { articleState } from "#domain/knowledge/article-state.ts";
import type { ArticleView } from "#domain/knowledge/article-views.ts";
import { type Article, type ArticleVersion, contentOf } from "#domain/model/article.ts";
import { type FakeServer, refusal } from "./fake-server.ts";

/** An article of a test: a draft, unless overridden. */
export function newArticleView(
  changes: Partial<Article> = {},
  changedByName: string | null = "Ben",
): ArticleView {
  const article: Article = {
    id: "art_1",
    title: "Returns",
    text: "Within **30 days**.",
    language: "en",
    audience: "customers",
    validUntil: null,
    ownerId: null,
    source: { kind: "written" },
    isSample: false,
    version: 1,
    published: null,
    createdAt: 1,
    changedAt: 1,
    changedBy: "mem_ben",
    deletedAt: null,
    lastKeptNo: 0,
    lastKeptVersion: 0,
    ...changes,
  };
  return { ...article, state: articleState(article, 0), changedByName };
}

/** Serves articles that can be changed, as the server does, from these. Returns them as they are stored. */
export function serveArticles(
  server: FakeServer,
  stored: Map<string, ArticleView>,
  kept: readonly ArticleVersion[] = [],
): void {
  const existing = (id: string): ArticleView => {
    const article = stored.get(id);
    if (article === undefined) throw refusal("article-unknown");
    return article;
  };
  const put = (article: ArticleView) =>
    void stored.set(article.id, { ...article, state: articleState(article, 0) });
  Object.assign(server.answers, {
    "agent.colleagues": () => [{ id: "mem_ben", name: "Ben", available: true, present: true }],
    "knowledge.list": ({ filter }) => ({
      articles: [...stored.values()].filter(
        ({ deletedAt }) => (deletedAt !== null) === (filter === "deleted"),
      ),
      next: null,
    }),
    "knowledge.get": ({ id }) => existing(id),
    "knowledge.save": ({ id, expected, content }) => {
      const before = stored.get(id) ?? newArticleView({ id, version: 0 }, "Ana");
      if (before.deletedAt !== null) throw refusal("article-deleted");
      if (before.version !== expected) throw refusal("article-changed");
      put({ ...before, ...content, version: expected + 1, changedByName: "Ana" });
      return { version: expected + 1 };
    },
    "knowledge.publish": ({ id, version }) => {
      const article = existing(id);
      if (article.title === "") throw refusal("article-incomplete");
      put({ ...article, isSample: false, published: { ...contentOf(article), version } });
      return {};
    },
    "knowledge.unpublish": ({ id }) => {
      put({ ...existing(id), published: null });
      return {};
    },
    "knowledge.remove": ({ id }) => {
      put({ ...existing(id), deletedAt: 5 });
      return {};
    },
    "knowledge.restore": ({ id }) => {
      put({ ...existing(id), deletedAt: null });
      return {};
    },
    "knowledge.setOwner": ({ id, ownerId }) => {
      put({ ...existing(id), ownerId });
      return {};
    },
    "knowledge.versions": () =>
      kept.map(({ no, version, why, title, at }) => ({ no, version, why, title, at, by: "Ben" })),
    "knowledge.version": ({ no }) => {
      const version = kept.find((one) => one.no === no);
      if (version === undefined) throw refusal("article-unknown");
      return contentOf(version);
    },
    "knowledge.goBack": ({ id, no, expected }) => {
      const version = kept.find((one) => one.no === no);
      if (version === undefined) throw refusal("article-unknown");
      put({ ...existing(id), ...contentOf(version), version: expected + 1 });
      return { version: expected + 1 };
    },
  } satisfies FakeServer["answers"]);
}
