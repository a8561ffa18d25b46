import { and, eq, isNotNull, lt } from "drizzle-orm";
import type { Instant } from "#domain/model/instant.ts";
import type { Writer } from "../store/store.ts";

/**
 * Deletes articles that were deleted before this time, with their earlier texts, and marks their text for removal from
 * the database's files.
 *
 * @returns how many were deleted, at most `limit`
 */
export async function deleteRemovedArticles(
  { db, tables, shred }: Writer,
  before: Instant,
  limit: number,
): Promise<number> {
  const { article, articleVersion } = tables;
  const rows = await db
    .select({ orgId: article.orgId, id: article.id })
    .from(article)
    .where(and(isNotNull(article.deletedAt), lt(article.deletedAt, before)))
    .limit(limit);
  for (const { orgId, id } of rows) {
    await db
      .delete(articleVersion)
      .where(and(eq(articleVersion.orgId, orgId), eq(articleVersion.articleId, id)));
    await db.delete(article).where(and(eq(article.orgId, orgId), eq(article.id, id)));
  }
  if (rows.length > 0) await shred();
  return rows.length;
}
