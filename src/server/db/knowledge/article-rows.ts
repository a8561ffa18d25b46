import type { OrgId } from "#domain/model/ids.ts";
import type { Article, ArticleSource, ArticleVersion } from "#domain/model/article.ts";
import type { Tables } from "../store/schema.ts";

export type ArticleRow = Tables["article"]["$inferSelect"];

/** The article in a row. */
export function articleFromRow(row: ArticleRow): Article {
  const { id, title, text, language, audience, validUntil, ownerId, version, createdAt } = row;
  return {
    id,
    title,
    text,
    language,
    audience,
    validUntil,
    ownerId,
    version,
    createdAt,
    source: sourceFromRow(row),
    isSample: row.sample,
    published: publishedFromRow(row),
    changedAt: row.updatedAt,
    changedBy: row.changedBy,
    deletedAt: row.deletedAt,
    lastKeptNo: row.lastKeptNo,
    lastKeptVersion: row.lastKeptVersion,
  };
}

/**
 * The row of an article.
 *
 * @param changeNo - the organization's `articlesNo` since which the chatbot uses it as it is, or no longer
 */
export function articleToRow(orgId: OrgId, article: Article, changeNo: number): ArticleRow {
  const { isSample, source, published, changedAt, ...columns } = article;
  return {
    ...columns,
    orgId,
    changeNo,
    sample: isSample,
    updatedAt: changedAt,
    ...sourceToRow(source),
    publishedVersion: published?.version ?? null,
    publishedTitle: published?.title ?? null,
    publishedText: published?.text ?? null,
    publishedLanguage: published?.language ?? null,
    publishedAudience: published?.audience ?? null,
    publishedUntil: published?.validUntil ?? null,
  };
}

/** The row of an earlier text of an article. */
export function articleVersionToRow(
  orgId: OrgId,
  { by, ...version }: ArticleVersion,
): Tables["articleVersion"]["$inferSelect"] {
  return { ...version, orgId, memberId: by };
}

/** What is published, from the columns that hold it; `null` if nothing is. */
export function publishedFromRow(
  row: Pick<
    ArticleRow,
    | "publishedVersion"
    | "publishedTitle"
    | "publishedText"
    | "publishedLanguage"
    | "publishedAudience"
    | "publishedUntil"
  >,
): Article["published"] {
  const { publishedVersion: version, publishedTitle: title, publishedText: text } = row;
  if (version === null || title === null || text === null) return null;
  return {
    version,
    title,
    text,
    language: row.publishedLanguage ?? "",
    audience: row.publishedAudience ?? "customers",
    validUntil: row.publishedUntil,
  };
}

/** Where an article comes from, from the columns that hold it. */
export function sourceFromRow({
  sourceKind: kind,
  sourceName,
}: Pick<ArticleRow, "sourceKind" | "sourceName">): ArticleSource {
  switch (kind) {
    case "file":
      return { kind, name: sourceName ?? "" };
    case "page":
      return { kind, url: sourceName ?? "" };
    case "written":
      return { kind };
  }
}

function sourceToRow(source: ArticleSource): Pick<ArticleRow, "sourceKind" | "sourceName"> {
  switch (source.kind) {
    case "file":
      return { sourceKind: source.kind, sourceName: source.name };
    case "page":
      return { sourceKind: source.kind, sourceName: source.url };
    case "written":
      return { sourceKind: source.kind, sourceName: null };
  }
}
