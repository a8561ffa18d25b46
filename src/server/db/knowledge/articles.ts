import { and, asc, eq } from "drizzle-orm";
import type { ArticleId, OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Reader, Writer } from "../store/store.ts";

/** A knowledge article of an organization, on which the chatbot's answers are based. */
export interface Article {
  id: ArticleId;
  title: string;
  text: string;
  updatedAt: Instant;
}

/** Lists an organization's articles by title. */
export async function listArticles({ db, tables: { article } }: Reader, orgId: OrgId): Promise<Article[]> {
  const { id, title, text, updatedAt } = article;
  return db
    .select({ id, title, text, updatedAt })
    .from(article)
    .where(eq(article.orgId, orgId))
    .orderBy(asc(title), asc(id));
}

/** Adds an article, or replaces the one with its id. */
export async function putArticle({ put, tables }: Writer, orgId: OrgId, article: Article): Promise<void> {
  await put(tables.article, [{ ...article, orgId }]);
}

export async function deleteArticle({ db, tables }: Writer, orgId: OrgId, id: ArticleId): Promise<void> {
  await db.delete(tables.article).where(and(eq(tables.article.orgId, orgId), eq(tables.article.id, id)));
}
