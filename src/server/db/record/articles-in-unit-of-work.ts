import { and, count, eq, isNull, lte } from "drizzle-orm";
import type { ArticleId } from "#domain/model/ids.ts";
import type { Changes } from "#domain/model/decision.ts";
import { ARTICLE_VERSIONS_MAX, type Article } from "#domain/model/article.ts";
import { articleFromRow, articleToRow, articleVersionToRow } from "../knowledge/article-rows.ts";
import type { Reader, Writer } from "../store/store.ts";
import type { ArticlesInUnitOfWork, UnitOfWork } from "./unit-of-work-types.ts";

/** Reads articles, how many there are, and the number of their last change. */
export async function readArticles(
  reader: Reader,
  unitOfWork: UnitOfWork,
  ids: readonly ArticleId[],
): Promise<void> {
  const { db, tables, among } = reader;
  const { article, organization } = tables;
  const ofOrganization = eq(article.orgId, unitOfWork.orgId);
  const [rows, [own], [numbers]] = await Promise.all([
    db
      .select()
      .from(article)
      .where(and(ofOrganization, among(article.id, ids))),
    db
      .select({ count: count() })
      .from(article)
      .where(and(ofOrganization, isNull(article.deletedAt), eq(article.sample, false))),
    db
      .select({ articlesNo: organization.articlesNo })
      .from(organization)
      .where(eq(organization.id, unitOfWork.orgId)),
  ]);
  unitOfWork.articles = {
    entries: new Map(rows.map((row) => [row.id, { article: articleFromRow(row), changeNo: row.changeNo }])),
    count: own?.count ?? 0,
    articlesNo: numbers?.articlesNo ?? 0,
    changed: new Set(),
    versions: [],
  };
}

/** The articles of a batch. @throws if they were not named under `needs` */
export function articlesIn({ articles }: UnitOfWork): ArticlesInUnitOfWork {
  if (articles === null) throw new Error("the articles were not named under `needs`");
  return articles;
}

/** Adds changed articles and texts to keep. What the chatbot may use gets the next number when it changes. */
export function addArticles(
  unitOfWork: UnitOfWork,
  { articles = [], articleVersions = [] }: Pick<Changes, "articles" | "articleVersions">,
): void {
  if (articles.length === 0) return;
  const state = articlesIn(unitOfWork);
  for (const article of articles) {
    const before = state.entries.get(article.id);
    const isUsedOtherwise = !isUsedAlike(before?.article ?? null, article);
    if (isUsedOtherwise) state.articlesNo += 1;
    state.count += countOf(article) - countOf(before?.article ?? null);
    state.entries.set(article.id, {
      article,
      changeNo: isUsedOtherwise ? state.articlesNo : (before?.changeNo ?? 0),
    });
    state.changed.add(article.id);
  }
  state.versions.push(...articleVersions);
}

/** Writes what the batch changed of articles. */
export async function writeArticles(writer: Writer, { articles, orgId }: UnitOfWork): Promise<void> {
  if (articles === null || articles.changed.size === 0) return;
  const { db, put, append, tables } = writer;
  const changed = [...articles.changed].flatMap((id) => articles.entries.get(id) ?? []);
  await put(
    tables.article,
    changed.map(({ article, changeNo }) => articleToRow(orgId, article, changeNo)),
  );
  await append(
    tables.articleVersion,
    articles.versions.map((version) => articleVersionToRow(orgId, version)),
  );
  for (const id of new Set(articles.versions.map(({ articleId }) => articleId)))
    await forgetOldVersions(writer, articles, { orgId, id });
  await db
    .update(tables.organization)
    .set({ articlesNo: articles.articlesNo })
    .where(eq(tables.organization.id, orgId));
}

async function forgetOldVersions(
  { db, tables: { articleVersion } }: Writer,
  { entries }: ArticlesInUnitOfWork,
  { orgId, id }: Pick<UnitOfWork, "orgId"> & { id: ArticleId },
): Promise<void> {
  const last = entries.get(id)?.article.lastKeptNo ?? 0;
  if (last <= ARTICLE_VERSIONS_MAX) return;
  await db
    .delete(articleVersion)
    .where(
      and(
        eq(articleVersion.orgId, orgId),
        eq(articleVersion.articleId, id),
        lte(articleVersion.no, last - ARTICLE_VERSIONS_MAX),
      ),
    );
}

/** Whether the chatbot uses the article as before. A sample is used otherwise than an article of one's own. */
function isUsedAlike(before: Article | null, after: Article): boolean {
  const [was, is] = [before === null ? null : usedOf(before), usedOf(after)];
  if (was === null || is === null) return was === is;
  return was.version === is.version && before?.isSample === after.isSample;
}

function usedOf({ deletedAt, published }: Article): Article["published"] {
  return deletedAt === null ? published : null;
}

function countOf(article: Article | null): number {
  return article !== null && article.deletedAt === null && !article.isSample ? 1 : 0;
}
