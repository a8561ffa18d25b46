import * as z from "zod/mini";
import { freeText } from "../settings/text-schemas.ts";
import { visibleLine } from "../text/visible-line.ts";
import {
  ARTICLE_AUDIENCES,
  ARTICLE_TEXT_MAX_LENGTH,
  ARTICLE_TITLE_MAX_LENGTH,
  type ArticleContent,
} from "../model/article.ts";

const LANGUAGE_MAX_LENGTH = 35;
/** A language tag: a language, then script, region or variants (RFC 5646 §2.1, without its rarer forms). */
const LANGUAGE_TAG = /^([a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*)?$/;

/** What is written in an article, as it is saved. A draft may have a title, or a text, or neither yet. */
export const articleContentSchema = z.strictObject({
  title: z.string().check(z.maxLength(ARTICLE_TITLE_MAX_LENGTH, { abort: true }), z.overwrite(visibleLine)),
  text: freeText(ARTICLE_TEXT_MAX_LENGTH),
  language: z.string().check(z.maxLength(LANGUAGE_MAX_LENGTH), z.regex(LANGUAGE_TAG)),
  audience: z.enum(ARTICLE_AUDIENCES),
  validUntil: z.nullable(z.int().check(z.nonnegative(), z.maximum(Number.MAX_SAFE_INTEGER))),
} satisfies { [Key in keyof ArticleContent]: z.ZodMiniType<ArticleContent[Key]> });
