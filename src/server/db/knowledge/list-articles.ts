import { and, desc, eq, gt, isNotNull, isNull, lte, lt, ne, or, type SQL, sql } from "drizzle-orm";
import type { ArticleFilter, ArticleListItem, ArticleListPlace } from "#domain/knowledge/article-views.ts";
import { articleState } from "#domain/knowledge/article-state.ts";
import type { ArticleId, OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Reader } from "../store/store.ts";
import { sourceFromRow } from "./article-rows.ts";

/** Which articles to list. */
export interface ArticleQuery {
  /** Words that the title or the text contains, as typed; empty for any. */
  search: string;
  filter: ArticleFilter;
  /** Only after this place; `null` for the first page. */
  after: ArticleListPlace | null;
  /** Articles that were valid until this time are no longer. */
  now: Instant;
}

/** Lists articles without their text, the one changed last first. */
export async function listArticles(
  { db, tables: { article } }: Reader,
  orgId: OrgId,
  { search, filter, after, now }: ArticleQuery,
  limit: number,
): Promise<ArticleListItem[]> {
  const { id, updatedAt } = article;
  const rows = await db
    .select(listColumns(article))
    .from(article)
    .where(
      and(
        eq(article.orgId, orgId),
        isShown(article, filter, now),
        search === "" ? undefined : contains(article, search),
        after === null
          ? undefined
          : or(lt(updatedAt, after.changedAt), and(eq(updatedAt, after.changedAt), lt(id, after.id))),
      ),
    )
    .orderBy(desc(updatedAt), desc(id))
    .limit(limit);
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    language: row.language,
    audience: row.audience,
    state: articleState({ version: row.version, published: publishedIn(row) }, now),
    source: sourceFromRow(row),
    isSample: row.sample,
    ownerId: row.ownerId,
    changedAt: row.updatedAt,
  }));
}

function listColumns(article: ArticleTable) {
  const { id, title, language, audience, sample, ownerId, version, updatedAt } = article;
  const { publishedVersion, publishedUntil, sourceKind, sourceName } = article;
  return {
    id,
    title,
    language,
    audience,
    sample,
    ownerId,
    version,
    updatedAt,
    publishedVersion,
    publishedUntil,
    sourceKind,
    sourceName,
  };
}

/** The titles of articles, deleted or not, by their id. */
export async function listArticleTitles(
  { db, tables: { article }, among }: Reader,
  orgId: OrgId,
  ids: readonly ArticleId[],
): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: article.id, title: article.title })
    .from(article)
    .where(and(eq(article.orgId, orgId), among(article.id, ids)));
  return new Map(rows.map(({ id, title }) => [id, title]));
}

type ArticleTable = Reader["tables"]["article"];

/** The condition of {@link articleState}, for each state, in SQL. */
function isShown(
  { deletedAt, publishedVersion, publishedUntil, version }: ArticleTable,
  filter: ArticleFilter,
  now: Instant,
): SQL | undefined {
  const isValid = and(
    isNotNull(publishedVersion),
    or(isNull(publishedUntil), gt(publishedUntil, now)),
    isNull(deletedAt),
  );
  switch (filter) {
    case "all":
      return isNull(deletedAt);
    case "deleted":
      return isNotNull(deletedAt);
    case "draft":
      return and(isNull(deletedAt), isNull(publishedVersion));
    case "expired":
      return and(isNull(deletedAt), isNotNull(publishedVersion), lte(publishedUntil, now));
    case "published":
      return and(isValid, eq(publishedVersion, version));
    case "changed":
      return and(isValid, ne(publishedVersion, version));
  }
}

/**
 * Whether title or text contains the words, in capitals or not. SQLite folds only ASCII letters, so the usual ways to
 * write the words are tried.
 */
function contains({ title, text }: ArticleTable, search: string): SQL | undefined {
  const lower = search.toLowerCase();
  const variants = new Set([lower, search.toUpperCase(), lower.charAt(0).toUpperCase() + lower.slice(1)]);
  return or(
    ...[...variants].flatMap((variant) => {
      const pattern = `%${foldAscii(variant).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
      return [title, text].map((column) => sql`lower(${column}) like lower(${pattern}) escape '\\'`);
    }),
  );
}

function foldAscii(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function publishedIn({
  publishedVersion,
  publishedUntil,
}: {
  publishedVersion: number | null;
  publishedUntil: Instant | null;
}): { version: number; validUntil: Instant | null } | null {
  return publishedVersion === null ? null : { version: publishedVersion, validUntil: publishedUntil };
}
