import type {
  ArticleFilter,
  ArticleListPage,
  ArticleListPlace,
  ArticleVersionItem,
  ArticleView,
} from "#domain/knowledge/article-views.ts";
import { articleState } from "#domain/knowledge/article-state.ts";
import { type ArticleContent, contentOf } from "#domain/model/article.ts";
import type { ArticleId, MemberId, OrgId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { getArticle, getArticleVersion, listArticleVersions } from "../../db/knowledge/get-article.ts";
import { listArticles } from "../../db/knowledge/list-articles.ts";
import type { Reader } from "../../db/store/store.ts";
import { listMembers } from "../../db/team/members.ts";

const ARTICLES_PER_PAGE = 50;

/** Reads a page of the list of articles, the one changed last first. */
export async function articleListPage(
  reader: Reader,
  orgId: OrgId,
  { search, filter, after }: { search: string; filter: ArticleFilter; after: ArticleListPlace | null },
): Promise<ArticleListPage> {
  const query = { search: search.trim(), filter, after, now: await reader.now() };
  const found = await listArticles(reader, orgId, query, ARTICLES_PER_PAGE + 1);
  const articles = found.slice(0, ARTICLES_PER_PAGE);
  const last = articles.at(-1);
  const hasMore = found.length > ARTICLES_PER_PAGE && last !== undefined;
  return { articles, next: hasMore ? { id: last.id, changedAt: last.changedAt } : null };
}

/** Reads an article, deleted or not. @throws {Refusal} `article-unknown` */
export async function articleView(reader: Reader, orgId: OrgId, id: ArticleId): Promise<ArticleView> {
  const [article, names, now] = await Promise.all([
    getArticle(reader, orgId, id),
    memberNames(reader, orgId),
    reader.now(),
  ]);
  if (article === null) throw new Refusal("article-unknown");
  return { ...article, state: articleState(article, now), changedByName: nameOf(names, article.changedBy) };
}

/** Lists the kept texts of an article, newest first. @throws {Refusal} `article-unknown` */
export async function articleVersionItems(
  reader: Reader,
  orgId: OrgId,
  id: ArticleId,
): Promise<ArticleVersionItem[]> {
  const [article, versions, names] = await Promise.all([
    getArticle(reader, orgId, id),
    listArticleVersions(reader, orgId, id),
    memberNames(reader, orgId),
  ]);
  if (article === null) throw new Refusal("article-unknown");
  return versions.map(({ by, ...version }) => ({ ...version, by: nameOf(names, by) }));
}

/** Reads what was written in a kept text. @throws {Refusal} `article-unknown` also if it is no longer kept */
export async function articleVersionContent(
  reader: Reader,
  orgId: OrgId,
  version: { id: ArticleId; no: number },
): Promise<ArticleContent> {
  const kept = await getArticleVersion(reader, orgId, version);
  if (kept === null) throw new Refusal("article-unknown");
  return contentOf(kept);
}

async function memberNames(reader: Reader, orgId: OrgId): Promise<ReadonlyMap<MemberId, string>> {
  const members = await listMembers(reader, orgId);
  return new Map(members.map(({ id, name }) => [id, name]));
}

function nameOf(names: ReadonlyMap<MemberId, string>, id: MemberId | null): string | null {
  return id === null ? null : (names.get(id) ?? null);
}
