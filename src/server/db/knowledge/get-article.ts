import { and, desc, eq } from "drizzle-orm";
import type { ArticleId, OrgId } from "#domain/model/ids.ts";
import type { Article, ArticleVersion } from "#domain/model/article.ts";
import type { Reader } from "../store/store.ts";
import { articleFromRow } from "./article-rows.ts";

/** Finds an article, deleted or not; `null` if there is none. */
export async function getArticle(
  { db, tables: { article } }: Reader,
  orgId: OrgId,
  id: ArticleId,
): Promise<Article | null> {
  const [row] = await db
    .select()
    .from(article)
    .where(and(eq(article.orgId, orgId), eq(article.id, id)));
  return row === undefined ? null : articleFromRow(row);
}

/** The kept texts of an article, newest first, without what is written in them. */
export async function listArticleVersions(
  { db, tables: { articleVersion } }: Reader,
  orgId: OrgId,
  id: ArticleId,
): Promise<Omit<ArticleVersion, "articleId" | "text" | "language" | "audience" | "validUntil">[]> {
  const { no, version, why, title, at, memberId: by } = articleVersion;
  return db
    .select({ no, version, why, title, at, by })
    .from(articleVersion)
    .where(and(eq(articleVersion.orgId, orgId), eq(articleVersion.articleId, id)))
    .orderBy(desc(no));
}

/** One of the kept texts of an article; `null` if it is not kept, or no longer. */
export async function getArticleVersion(
  { db, tables: { articleVersion } }: Reader,
  orgId: OrgId,
  { id, no }: { id: ArticleId; no: number },
): Promise<ArticleVersion | null> {
  const [row] = await db
    .select()
    .from(articleVersion)
    .where(and(eq(articleVersion.orgId, orgId), eq(articleVersion.articleId, id), eq(articleVersion.no, no)));
  if (row === undefined) return null;
  const { orgId: _orgId, memberId: by, ...version } = row;
  return { ...version, by };
}
