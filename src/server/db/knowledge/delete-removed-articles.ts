import { and, eq, inArray, isNotNull, lt } from "drizzle-orm";
import type { Instant } from "#domain/model/instant.ts";
import type { Writer } from "../store/store.ts";

/**
 * Deletes articles that were deleted before this time, with their earlier texts, and marks their text for removal from
 * the database's files.
 *
 * @returns how many were deleted, at most `limit`
 */
export async function deleteRemovedArticles(
  { db, tables, lock, shred }: Writer,
  before: Instant,
  limit: number,
): Promise<number> {
  const { article, articleVersion } = tables;
  const isRemoved = and(isNotNull(article.deletedAt), lt(article.deletedAt, before));
  // In one order, because two instances that lock organizations in two would wait for each other.
  const rows = await db
    .select({ orgId: article.orgId, id: article.id })
    .from(article)
    .where(isRemoved)
    .orderBy(article.orgId)
    .limit(limit);
  let deleted = 0;
  for (const [orgId, found] of Map.groupBy(rows, (row) => row.orgId)) {
    await lock(orgId);
    // Asked again, because until the lock is held one of them may have been restored.
    const ids = found.map(({ id }) => id);
    const isStillRemoved = and(eq(article.orgId, orgId), inArray(article.id, ids), isRemoved);
    const removed = db.select({ id: article.id }).from(article).where(isStillRemoved);
    await db
      .delete(articleVersion)
      .where(and(eq(articleVersion.orgId, orgId), inArray(articleVersion.articleId, removed)));
    deleted += (await db.delete(article).where(isStillRemoved).returning({ id: article.id })).length;
  }
  if (deleted > 0) await shred();
  return deleted;
}
