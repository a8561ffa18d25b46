import type { ArticleId, MemberId } from "../model/ids.ts";
import type { Instant } from "../model/instant.ts";
import type { ArticleAudience, ArticleSource } from "../model/article.ts";
import { ARTICLE_STATES, type ArticleState } from "./article-state.ts";

/** What the list of articles shows: those in one state, those deleted lately, or `all` but the deleted. */
const ARTICLE_FILTERS = ["all", ...ARTICLE_STATES, "deleted"] as const;
export type ArticleFilter = (typeof ARTICLE_FILTERS)[number];

/** An article in the list. */
export interface ArticleListItem {
  id: ArticleId;
  title: string;
  state: ArticleState;
  source: ArticleSource;
  language: string;
  audience: ArticleAudience;
  isSample: boolean;
  ownerId: MemberId | null;
  changedAt: Instant;
}

/** The place in the list after an article. */
export type ArticleListPlace = Pick<ArticleListItem, "id"> & { changedAt: Instant };
