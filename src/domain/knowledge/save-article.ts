import type { ActingMember } from "../model/member.ts";
import { audited, decided, refused, type Decision } from "../model/decision.ts";
import type { ArticleId, MemberId } from "../model/ids.ts";
import { MINUTE } from "../model/instant.ts";
import { Refusal } from "../model/refusal.ts";
import type { Scene } from "../model/scene.ts";
import {
  ARTICLES_MAX,
  type Article,
  type ArticleContent,
  type ArticleSource,
  contentOf,
  isSameContent,
} from "../model/article.ts";
import { keepVersion } from "./keep-version.ts";

/** What was typed into an article, and the version that was shown when the typing began; 0 for a new article. */
export interface ArticleToSave {
  id: ArticleId;
  expected: number;
  content: ArticleContent;
  /** Where a new article comes from. */
  source?: ArticleSource;
  /** Whether the text that is there now is kept in any case. */
  keepsPresent?: boolean;
}

/** What a member types within this time counts as one change: only what was there before it is kept. */
const ONE_CHANGE_MS = 10 * MINUTE;

/**
 * Saves what a member has typed. What is published stays as it is. If somebody else has changed the article meanwhile,
 * nothing is written over: the text is kept among the earlier ones. The same text sent twice is saved once.
 *
 * @returns the article's version; refuses `article-unknown`, `article-deleted`, `article-changed` and `too-many-articles`
 */
export function decideSaveArticle(
  scene: Scene,
  { id, expected, content, source = { kind: "written" }, keepsPresent = false }: ArticleToSave,
  { memberId }: Pick<ActingMember, "memberId">,
): Decision<number> {
  const before = scene.article(id);
  if (before === null) {
    if (expected > 0) return refused("article-unknown", 0);
    if (scene.articleCount() >= ARTICLES_MAX) return refused("too-many-articles", 0);
    return created(scene, newArticle(scene, { id, content, source }, memberId));
  }
  if (isSameContent(before, content) && before.deletedAt === null) return decided([], before.version);
  if (expected !== before.version || before.deletedAt !== null)
    return conflicting(scene, { before, content, memberId });

  const isContinued =
    !keepsPresent && before.changedBy === memberId && scene.now - before.changedAt < ONE_CHANGE_MS;
  const kept = isContinued ? { article: before, versions: [] } : keepVersion(before, "replaced");
  const article: Article = {
    ...kept.article,
    ...contentOf(content),
    version: before.version + 1,
    changedAt: scene.now,
    changedBy: memberId,
  };
  const decision = decided([{ kind: "articles-changed", at: scene.now }], article.version, {
    articles: [article],
    articleVersions: kept.versions,
  });
  return isContinued ? decision : audited(decision, memberId, "article-edited", { article: id });
}

function created(scene: Scene, article: Article): Decision<number> {
  const decision = decided([{ kind: "articles-changed", at: scene.now }], article.version, {
    articles: [article],
  });
  return audited(decision, article.changedBy, "article-created", { article: article.id });
}

/** Creates an article of which nothing is published. */
function newArticle(
  { now }: Scene,
  { id, content, source }: Required<Omit<ArticleToSave, "expected" | "keepsPresent">>,
  by: MemberId,
): Article {
  return {
    ...contentOf(content),
    id,
    ownerId: by,
    source,
    isSample: false,
    version: 1,
    published: null,
    createdAt: now,
    changedAt: now,
    changedBy: by,
    deletedAt: null,
    lastKeptNo: 0,
    lastKeptVersion: 0,
  };
}

/** Keeps a text that cannot be saved, so that whoever typed it finds it among the earlier ones. */
function conflicting(
  { now }: Scene,
  { before, content, memberId }: { before: Article; content: ArticleContent; memberId: MemberId },
): Decision<number> {
  const { article, versions } = keepVersion(
    { ...before, ...content, changedAt: now, changedBy: memberId },
    "conflict",
  );
  return {
    facts: [{ kind: "articles-changed", at: now }],
    changes: { articles: [{ ...before, lastKeptNo: article.lastKeptNo }], articleVersions: versions },
    refusal: new Refusal(before.deletedAt === null ? "article-changed" : "article-deleted"),
    result: before.version,
  };
}
