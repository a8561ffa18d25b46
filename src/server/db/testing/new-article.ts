import type { ArticleId } from "#domain/model/ids.ts";
import type { Article } from "#domain/model/article.ts";

/** An article of a test: a draft for customers, unless overridden. */
export function newArticle(id: ArticleId, changes: Partial<Article> = {}): Article {
  return {
    id,
    title: "Hours",
    text: "We open at nine.",
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
    changedBy: null,
    deletedAt: null,
    lastKeptNo: 0,
    lastKeptVersion: 0,
    ...changes,
  };
}
