import { decideSaveArticle, type ArticleToSave } from "#domain/knowledge/save-article.ts";
import {
  decideArticleOwner,
  decideDeleteArticle,
  decidePublishArticle,
  decideRestoreArticle,
  decideUnpublishArticle,
  type SeenArticle,
} from "#domain/knowledge/publish-article.ts";
import type { Decision } from "#domain/model/decision.ts";
import type { ArticleId, MemberId, OrgId } from "#domain/model/ids.ts";
import { contentOf } from "#domain/model/article.ts";
import { Refusal } from "#domain/model/refusal.ts";
import type { Scene } from "#domain/model/scene.ts";
import { getArticleVersion } from "../../db/knowledge/get-article.ts";
import type { ServiceContext } from "../context.ts";

/** The company whose articles change, and the member who changes them. */
export interface ArticleRequest {
  services: ServiceContext;
  orgId: OrgId;
  by: MemberId;
}

/**
 * Saves what was typed into an article, or creates it. What is published stays as it is.
 *
 * @returns the article's version
 * @throws {Refusal} `article-unknown`, `too-many-articles`; `article-changed` or `article-deleted` if somebody else was
 *   faster, after the text was kept among the earlier ones
 */
export async function saveArticle(
  { services, orgId, by }: ArticleRequest,
  article: ArticleToSave,
): Promise<{ version: number }> {
  const { result } = await services.record(orgId, {
    needs: { articles: [article.id] },
    decide: (scene) => decideSaveArticle(scene, article, { memberId: by }),
  });
  return { version: result };
}

/**
 * Writes an earlier text into an article again. What is published stays as it is.
 *
 * @returns the article's version
 * @throws {Refusal} as {@link saveArticle}; `article-unknown` also for a text that is not kept
 */
export async function goBackToVersion(
  request: ArticleRequest,
  { id, no, expected }: { id: ArticleId; no: number; expected: number },
): Promise<{ version: number }> {
  const { services, orgId } = request;
  const kept = await getArticleVersion(services.store, orgId, { id, no });
  if (kept === null) throw new Refusal("article-unknown");
  return saveArticle(request, { id, expected, content: contentOf(kept), keepsPresent: true });
}

/** Publishes an article. @throws {Refusal} `article-unknown`, `article-changed`, `article-incomplete` */
export function publishArticle(request: ArticleRequest, article: SeenArticle): Promise<void> {
  return recordOf(request, article.id, (scene) => decidePublishArticle(scene, article, request.by));
}

/** Takes an article back that is published. @throws {Refusal} `article-unknown` */
export function unpublishArticle(request: ArticleRequest, id: ArticleId): Promise<void> {
  return recordOf(request, id, (scene) => decideUnpublishArticle(scene, id, request.by));
}

/** Deletes an article. @throws {Refusal} `article-unknown` */
export function deleteArticle(request: ArticleRequest, id: ArticleId): Promise<void> {
  return recordOf(request, id, (scene) => decideDeleteArticle(scene, id, request.by));
}

/** Undoes a deletion. @throws {Refusal} `article-unknown`, `too-many-articles` */
export function restoreArticle(request: ArticleRequest, id: ArticleId): Promise<void> {
  return recordOf(request, id, (scene) => decideRestoreArticle(scene, id, request.by));
}

/** Says who looks after an article. @throws {Refusal} `article-unknown`, `member-unknown` */
export async function setArticleOwner(
  { services, orgId, by }: ArticleRequest,
  article: { id: ArticleId; ownerId: MemberId | null },
): Promise<void> {
  await services.record(orgId, {
    needs: { articles: [article.id], roster: true },
    decide: (scene) => decideArticleOwner(scene, article, by),
  });
}

async function recordOf(
  { services, orgId }: ArticleRequest,
  id: ArticleId,
  decide: (scene: Scene) => Decision<null>,
): Promise<void> {
  await services.record(orgId, { needs: { articles: [id] }, decide });
}
