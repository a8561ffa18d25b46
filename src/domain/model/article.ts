import type { ArticleId, MemberId } from "./ids.ts";
import type { Instant } from "./instant.ts";

/** In UTF-16 code units. With a text of any script in it, a call still fits into a frame (`LIMITS.bodyBytes`). */
export const ARTICLE_TITLE_MAX_LENGTH = 200;
export const ARTICLE_TEXT_MAX_LENGTH = 20_000;
/** How many articles a company may have, besides deleted ones. */
export const ARTICLES_MAX = 10_000;
/** How many earlier versions of an article are kept. */
export const ARTICLE_VERSIONS_MAX = 50;

/** Who may be told what an article says. */
export const ARTICLE_AUDIENCES = ["customers", "team"] as const;
export type ArticleAudience = (typeof ARTICLE_AUDIENCES)[number];

/** What is written in an article. */
export interface ArticleContent {
  title: string;
  /** Markdown. */
  text: string;
  /** A language tag such as `en` or `pt-BR` (BCP 47); empty if it is not said. */
  language: string;
  audience: ArticleAudience;
  /** From then on nobody is told; `null` for always. */
  validUntil: Instant | null;
}

/** Where an article comes from. */
export type ArticleSource =
  | { kind: "written" }
  /** Read from a file of this name. */
  | { kind: "file"; name: string }
  /** Read from the web page at this address. */
  | { kind: "page"; url: string };

/** What the chatbot uses of an article: what was written in it when it was published. */
interface PublishedArticle extends ArticleContent {
  /** The article's version at that time. */
  version: number;
}

/** An article of a company: what is written in it now, and what of it is published. */
export interface Article extends ArticleContent {
  id: ArticleId;
  /** The member who looks after it. */
  ownerId: MemberId | null;
  source: ArticleSource;
  /** Whether it is one of those a new company is given to try the chatbot with. */
  isSample: boolean;
  /** Raised by every change of what is written in it. The first is 1. */
  version: number;
  published: PublishedArticle | null;
  createdAt: Instant;
  changedAt: Instant;
  /** `null` if it came with the company. */
  changedBy: MemberId | null;
  deletedAt: Instant | null;
  /** The number of its newest earlier text, and of which version that is; both 0 if there is none. */
  lastKeptNo: number;
  lastKeptVersion: number;
}

/** Why a version was kept. */
export type KeptWhy =
  /** It was written over. */
  | "replaced"
  /** It was published. */
  | "published"
  /** Somebody else had changed the article meanwhile, so that it was not saved. */
  | "conflict";

/** An earlier text of an article. */
export interface ArticleVersion extends ArticleContent {
  articleId: ArticleId;
  /** Counts the kept versions of an article from 1. */
  no: number;
  /** The article's version of which this is the text. */
  version: number;
  why: KeptWhy;
  /** When it was written, and by whom. */
  at: Instant;
  by: MemberId | null;
}

/** The content of something that has more. */
export function contentOf({ title, text, language, audience, validUntil }: ArticleContent): ArticleContent {
  return { title, text, language, audience, validUntil };
}

/** Whether two contents say the same. */
export function isSameContent(a: ArticleContent, b: ArticleContent): boolean {
  return (
    a.title === b.title &&
    a.text === b.text &&
    a.language === b.language &&
    a.audience === b.audience &&
    a.validUntil === b.validUntil
  );
}

/** Whether customers may be told what was published, at this time. */
export function isForCustomers({ audience, validUntil }: ArticleContent, now: Instant): boolean {
  return audience === "customers" && (validUntil === null || now < validUntil);
}
