import type { ArticleId, MemberId } from "../model/ids.ts";
import type { Instant } from "../model/instant.ts";
import type { Article, ArticleAudience, ArticleSource, ArticleVersion } from "../model/article.ts";
import { ARTICLE_STATES, type ArticleState } from "./article-state.ts";

/** What the list of articles shows: those in one state, those deleted lately, or `all` but the deleted. */
export const ARTICLE_FILTERS = ["all", ...ARTICLE_STATES, "deleted"] as const;
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

/** A page of the list, the article changed last first. */
export interface ArticleListPage {
  articles: readonly ArticleListItem[];
  /** Where the next page begins; `null` at the end. */
  next: ArticleListPlace | null;
}

/** An article as a member reads it. */
export interface ArticleView extends Article {
  state: ArticleState;
  /** The name of the member who last changed it; `null` if it came with the company. */
  changedByName: string | null;
}

/** An earlier text of an article, without what is written in it. */
export type ArticleVersionItem = Pick<ArticleVersion, "no" | "version" | "why" | "title" | "at"> & {
  /** The name of the member who wrote it; `null` if it came with the company. */
  by: string | null;
};

/** What the chatbot would say to a question. */
export interface TriedQuestion {
  /** The passages found, best first; empty if there are none. */
  found: readonly { articleId: string; title: string; text: string }[];
  /** The words of its answer. */
  said: string;
  /** What it does besides, or instead. */
  verdict: "answered" | "unsure" | "asks-person";
  /** The articles that its answer names. */
  sources: readonly { articleId: string; title: string }[];
  /** Why nothing was found; `null` if something was. */
  why: "nothing-published" | "nothing-fits" | null;
}
