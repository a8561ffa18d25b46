import { and, asc, eq, gt, isNotNull, or } from "drizzle-orm";
import type { ArticleId, OrgId } from "#domain/model/ids.ts";
import type { Article } from "#domain/model/article.ts";
import type { Reader } from "../store/store.ts";
import { publishedFromRow } from "./article-rows.ts";

/** What the chatbot may use of an article since `changeNo`; `published` is `null` if that is nothing. */
export interface PublishedChange {
  id: ArticleId;
  changeNo: number;
  isSample: boolean;
  published: Article["published"];
}

/** A place in the changes: after this one. */
export type PublishedCursor = Pick<PublishedChange, "changeNo" | "id">;

/**
 * Reads changes of what is published after a place, in their order. With `null` it reads from the beginning, without
 * articles of which nothing is published.
 */
export async function listPublishedChanges(
  { db, tables: { article } }: Reader,
  orgId: OrgId,
  after: PublishedCursor | null,
  limit: number,
): Promise<PublishedChange[]> {
  const { id, changeNo, sample, deletedAt, publishedVersion, publishedTitle } = article;
  const { publishedText, publishedLanguage, publishedAudience, publishedUntil } = article;
  const rows = await db
    .select({
      id,
      changeNo,
      sample,
      deletedAt,
      publishedVersion,
      publishedTitle,
      publishedText,
      publishedLanguage,
      publishedAudience,
      publishedUntil,
    })
    .from(article)
    .where(
      and(
        eq(article.orgId, orgId),
        after === null
          ? isNotNull(publishedVersion)
          : or(gt(changeNo, after.changeNo), and(eq(changeNo, after.changeNo), gt(id, after.id))),
      ),
    )
    .orderBy(asc(changeNo), asc(id))
    .limit(limit);
  return rows.map((row) => ({
    id: row.id,
    changeNo: row.changeNo,
    isSample: row.sample,
    published: row.deletedAt === null ? publishedFromRow(row) : null,
  }));
}
