import { z } from "zod";
import { articleContentSchema } from "#domain/knowledge/article-schema.ts";
import { ARTICLE_FILTERS } from "#domain/knowledge/article-views.ts";
import type { ActingMember } from "#domain/model/member.ts";
import type { OrgId } from "#domain/model/ids.ts";
import { MESSAGE_MAX_LENGTH } from "#domain/model/message.ts";
import type { ServicesToCall } from "../../services/context.ts";
import {
  deleteArticle,
  goBackToVersion,
  publishArticle,
  restoreArticle,
  saveArticle,
  setArticleOwner,
  unpublishArticle,
} from "../../services/knowledge/change-article.ts";
import {
  articleListPage,
  articleVersionContent,
  articleVersionItems,
  articleView,
} from "../../services/knowledge/read-articles.ts";
import { tryQuestion } from "../../services/knowledge/try-question.ts";
import { articleId, memberId } from "../procedures/input-schemas.ts";
import { adminProcedure, memberProcedure, router } from "../procedures/procedures.ts";

const none = {} as const;
const SEARCH_MAX_LENGTH = 200;
/** A number that an article or an earlier text of it has. */
const number = z.int().positive();
const ofArticle = z.strictObject({ id: articleId });

/** The company's articles. Members read and write them; what customers are told is for admins to decide. */
export const knowledgeRouter = router({
  list: memberProcedure
    .input(
      z.strictObject({
        search: z.string().max(SEARCH_MAX_LENGTH),
        filter: z.enum(ARTICLE_FILTERS),
        after: z.strictObject({ id: articleId, changedAt: z.int().nonnegative() }).nullable(),
      }),
    )
    .query(({ ctx, input }) => articleListPage(ctx.reader, ctx.orgId, input)),

  get: memberProcedure
    .input(ofArticle)
    .query(({ ctx, input }) => articleView(ctx.reader, ctx.orgId, input.id)),

  /**
   * Saves what was typed into an article, or creates it with `expected: 0`. If somebody else was faster, the text is kept
   * among the earlier ones.
   */
  save: memberProcedure
    .input(
      z.strictObject({
        id: articleId,
        /** The version that was shown when the typing began. */
        expected: z.int().nonnegative(),
        content: articleContentSchema,
        /** Whether the text that is there is kept in any case, because it was read in a conflict. */
        keepsPresent: z.boolean().default(false),
      }),
    )
    .mutation(({ ctx, input }) => saveArticle(request(ctx), input)),

  publish: adminProcedure
    .input(z.strictObject({ id: articleId, version: number }))
    .mutation(async ({ ctx, input }) => {
      await publishArticle(request(ctx), input);
      return none;
    }),

  unpublish: adminProcedure.input(ofArticle).mutation(async ({ ctx, input }) => {
    await unpublishArticle(request(ctx), input.id);
    return none;
  }),

  /** Deletes an article, which can be restored for thirty days. */
  remove: adminProcedure.input(ofArticle).mutation(async ({ ctx, input }) => {
    await deleteArticle(request(ctx), input.id);
    return none;
  }),

  restore: adminProcedure.input(ofArticle).mutation(async ({ ctx, input }) => {
    await restoreArticle(request(ctx), input.id);
    return none;
  }),

  setOwner: adminProcedure
    .input(z.strictObject({ id: articleId, ownerId: memberId.nullable() }))
    .mutation(async ({ ctx, input }) => {
      await setArticleOwner(request(ctx), input);
      return none;
    }),

  /** The earlier texts of an article, newest first. */
  versions: memberProcedure
    .input(ofArticle)
    .query(({ ctx, input }) => articleVersionItems(ctx.reader, ctx.orgId, input.id)),

  /** What was written in one of them. */
  version: memberProcedure
    .input(z.strictObject({ id: articleId, no: number }))
    .query(({ ctx, input }) => articleVersionContent(ctx.reader, ctx.orgId, input)),

  /** Writes an earlier text into the article again. */
  goBack: memberProcedure
    .input(z.strictObject({ id: articleId, no: number, expected: number }))
    .mutation(({ ctx, input }) => goBackToVersion(request(ctx), input)),

  /** What the built-in chatbot would say to a customer's question, and from what. */
  tryQuestion: memberProcedure
    .input(z.strictObject({ text: z.string().min(1).max(MESSAGE_MAX_LENGTH) }))
    .query(({ ctx, input }) =>
      tryQuestion(ctx.services, ctx.articleIndexes, { orgId: ctx.orgId, text: input.text }),
    ),
});

function request({
  services,
  orgId,
  member,
}: {
  services: ServicesToCall;
  orgId: OrgId;
  member: ActingMember;
}) {
  return { services, orgId, by: member.memberId };
}
