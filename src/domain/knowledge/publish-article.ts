import type { AuditDetails } from "../model/audited-action.ts";
import { audited, decided, refused, type Decision } from "../model/decision.ts";
import type { ArticleId, MemberId } from "../model/ids.ts";
import type { Scene } from "../model/scene.ts";
import { isBlank } from "../text/is-blank.ts";
import { ARTICLES_MAX, type Article, type ArticleVersion, contentOf } from "../model/article.ts";
import { keepVersion } from "./keep-version.ts";

/** An article as a member sees it. */
export interface SeenArticle {
  id: ArticleId;
  /** The version that they have read. */
  version: number;
}

/** The actions on an article whose entry in the audit log names the article. */
type ArticleAction = {
  [Action in keyof AuditDetails]: AuditDetails[Action] extends { article: ArticleId } ? Action : never;
}[keyof AuditDetails];

/**
 * Publishes what is written in an article. A sample becomes an article of the company's own.
 *
 * Refuses `article-unknown`, `article-incomplete`, and `article-changed` if it is no longer what the admin has read.
 */
export function decidePublishArticle(
  scene: Scene,
  { id, version }: SeenArticle,
  by: MemberId,
): Decision<null> {
  const before = existing(scene, id);
  if (before === null) return refused("article-unknown", null);
  if (before.version !== version) return refused("article-changed", null);
  if (isBlank(before.title) || isBlank(before.text)) return refused("article-incomplete", null);
  if (before.published?.version === version && !before.isSample) return decided([], null);
  const { article, versions } = keepVersion(before, "published");
  const published = { ...contentOf(before), version };
  return changed(
    scene,
    { ...article, isSample: false, published },
    { by, action: "article-published", versions },
  );
}

/** Takes back what is published of an article; what is written in it stays. Refuses `article-unknown`. */
export function decideUnpublishArticle(scene: Scene, id: ArticleId, by: MemberId): Decision<null> {
  const before = existing(scene, id);
  if (before === null) return refused("article-unknown", null);
  if (before.published === null) return decided([], null);
  return changed(scene, { ...before, published: null }, { by, action: "article-unpublished" });
}

/** Deletes an article; it can be restored for a time. Refuses `article-unknown`. */
export function decideDeleteArticle(scene: Scene, id: ArticleId, by: MemberId): Decision<null> {
  const before = scene.article(id);
  if (before === null) return refused("article-unknown", null);
  if (before.deletedAt !== null) return decided([], null);
  return changed(scene, { ...before, deletedAt: scene.now }, { by, action: "article-deleted" });
}

/** Undoes the deletion of an article, with what was published of it. Refuses `article-unknown` and `too-many-articles`. */
export function decideRestoreArticle(scene: Scene, id: ArticleId, by: MemberId): Decision<null> {
  const before = scene.article(id);
  if (before === null) return refused("article-unknown", null);
  if (before.deletedAt === null) return decided([], null);
  if (scene.articleCount() >= ARTICLES_MAX) return refused("too-many-articles", null);
  return changed(scene, { ...before, deletedAt: null }, { by, action: "article-restored" });
}

/** Says who looks after an article; `null` for nobody. Refuses `article-unknown` and `member-unknown`. */
export function decideArticleOwner(
  scene: Scene,
  { id, ownerId }: { id: ArticleId; ownerId: MemberId | null },
  by: MemberId,
): Decision<null> {
  const before = existing(scene, id);
  if (before === null) return refused("article-unknown", null);
  const isMember = scene.roster().some(({ memberId, active }) => memberId === ownerId && active);
  if (ownerId !== null && !isMember) return refused("member-unknown", null);
  if (before.ownerId === ownerId) return decided([], null);
  return changed(scene, { ...before, ownerId }, { by, action: "article-owner-changed" });
}

function existing(scene: Scene, id: ArticleId): Article | null {
  const article = scene.article(id);
  return article?.deletedAt === null ? article : null;
}

function changed(
  { now }: Scene,
  article: Article,
  {
    by,
    action,
    versions = [],
  }: { by: MemberId; action: ArticleAction; versions?: readonly ArticleVersion[] },
): Decision<null> {
  const decision = decided([{ kind: "articles-changed", at: now }], null, {
    articles: [article],
    articleVersions: versions,
  });
  return audited(decision, by, action, { article: article.id });
}
