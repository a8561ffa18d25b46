import type { Instant } from "../model/instant.ts";
import type { Article } from "../model/article.ts";

/**
 * What has become of an article: nothing is published; what is published is what is written; something else is written
 * by now; or what is published is no longer valid.
 */
export const ARTICLE_STATES = ["draft", "published", "changed", "expired"] as const;
export type ArticleState = (typeof ARTICLE_STATES)[number];

/** The state of an article at this time. */
export function articleState(
  {
    published,
    version,
  }: Pick<Article, "version"> & {
    published: Pick<NonNullable<Article["published"]>, "version" | "validUntil"> | null;
  },
  now: Instant,
): ArticleState {
  if (published === null) return "draft";
  if (published.validUntil !== null && published.validUntil <= now) return "expired";
  return published.version === version ? "published" : "changed";
}
