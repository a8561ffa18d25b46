import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { isValidSite, SITE_MAX_LENGTH, SITES_MAX } from "#domain/settings/allowed-sites.ts";
import { NAME_MAX_LENGTH } from "#domain/model/customer.ts";
import type { OrgId } from "#domain/model/ids.ts";
import { SECOND } from "#domain/model/instant.ts";
import {
  ANSWERS,
  BOT_TIMEOUT_MAX_MS,
  BOT_TIMEOUT_MIN_MS,
  BOT_UNSURE_RULES,
  CAPACITY_MAX,
  EQUAL_LOAD_RULES,
  INSTRUCTIONS_MAX_LENGTH,
  PERSON_ASKED_RULES,
  POLICIES,
  SESSION_LIMIT_MAX_MS,
  SESSION_LIMIT_MIN_MS,
  WARNING_MIN_MS,
} from "#domain/model/settings.ts";
import {
  setAssigning,
  setBot,
  setFallbacks,
  setSessions,
  setSites,
  setWidget,
} from "../../services/settings/change-settings.ts";
import { settingsView } from "../../services/settings/settings-view.ts";
import {
  setAnsweringSwitch,
  undoAnsweringSwitch,
  previewSwitch,
} from "../../services/routing/answering-switch.ts";
import type { ServicesToCall } from "../../services/context.ts";
import { freeText, nothing, personName } from "../procedures/input-schemas.ts";
import {
  adminProcedure,
  memberProcedure,
  reauthenticatedAdminProcedure,
  router,
} from "../procedures/procedures.ts";
import type { ActingMember } from "#domain/model/member.ts";
import { changesBotDestination, endpointToTest } from "../../services/settings/bot-endpoint.ts";

const none = {} as const;
const URL_MAX_LENGTH = 2_000;
const MODEL_MAX_LENGTH = 200;
const TOKEN_MAX_LENGTH = 4_000;
const GREETING_MAX_LENGTH = 300;

const wholeSeconds = (min: number, max: number) => z.int().min(min).max(max).multipleOf(SECOND);

const chatbotForm = z.strictObject({
  url: z
    .string()
    .trim()
    .max(URL_MAX_LENGTH)
    .refine((url) => url === "" || (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))),
  model: freeText(MODEL_MAX_LENGTH),
  instructions: freeText(INSTRUCTIONS_MAX_LENGTH),
  timeoutMs: wholeSeconds(BOT_TIMEOUT_MIN_MS, BOT_TIMEOUT_MAX_MS),
  name: personName,
  usesKnowledge: z.boolean(),
  /** `null` keeps what is stored. */
  token: freeText(TOKEN_MAX_LENGTH).nullable(),
});

/** What the company has decided. Anyone who works there may read it, admins change it. */
export const settingsRouter = router({
  get: memberProcedure
    .input(nothing)
    .query(({ ctx }) => settingsView(ctx.services, ctx.orgId, ctx.botRunner)),

  turnSwitch: adminProcedure
    .input(z.strictObject({ answers: z.enum(ANSWERS) }))
    .mutation(({ ctx, input }) => setAnsweringSwitch(ctx.services, ctx.orgId, input.answers, ctx.member)),

  undoSwitch: adminProcedure
    .input(z.strictObject({ no: z.int().positive() }))
    .mutation(({ ctx, input }) => undoAnsweringSwitch(ctx.services, ctx.orgId, input.no, ctx.member)),

  previewSwitch: memberProcedure.input(nothing).query(({ ctx }) => previewSwitch(ctx.services, ctx.orgId)),

  setAssigning: adminProcedure
    .input(
      z
        .strictObject({
          policy: z.enum(POLICIES),
          equalLoad: z.enum(EQUAL_LOAD_RULES),
          capacity: z.int().min(1).max(CAPACITY_MAX),
        })
        .partial(),
    )
    .mutation(async ({ ctx, input }) => {
      await setAssigning(adminRequest(ctx), input);
      return none;
    }),

  setFallbacks: adminProcedure
    .input(
      z
        .strictObject({
          onPersonAsked: z.enum(PERSON_ASKED_RULES),
          onBotUnsure: z.enum(BOT_UNSURE_RULES),
        })
        .partial(),
    )
    .mutation(async ({ ctx, input }) => {
      await setFallbacks(adminRequest(ctx), input);
      return none;
    }),

  setChatbot: adminProcedure.input(chatbotForm).mutation(async ({ ctx, input }) => {
    if (await changesBotDestination(ctx.services, ctx.orgId, input))
      await ctx.auth.requireRecentAuthentication(ctx.loginId);
    await setBot(adminRequest(ctx), input);
    return none;
  }),

  /** Tries the typed, unsaved values: which of four checks failed, never what the server said. One at a time a company. */
  testChatbot: adminProcedure.input(chatbotForm).mutation(async ({ ctx, input, signal }) => {
    const { services, orgId, connectionTests } = ctx;
    if (connectionTests.count(orgId) > 0)
      throw new TRPCError({ code: "TOO_MANY_REQUESTS", message: "A test is running." });
    connectionTests.add(orgId);
    try {
      const line = await endpointToTest(services, orgId, input);
      return await services.bots.test(line, signal ?? new AbortController().signal);
    } finally {
      connectionTests.remove(orgId);
    }
  }),

  setSessions: adminProcedure
    .input(
      z.strictObject({
        limitMs: wholeSeconds(SESSION_LIMIT_MIN_MS, SESSION_LIMIT_MAX_MS),
        warningMs: wholeSeconds(WARNING_MIN_MS, SESSION_LIMIT_MAX_MS),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      await setSessions(adminRequest(ctx), input);
      return none;
    }),

  /** Where the widget may be embedded: hosts such as `fern.shop` or `*.fern.shop`; none is everywhere. */
  setSites: reauthenticatedAdminProcedure
    .input(
      z.strictObject({ sites: z.array(z.string().max(SITE_MAX_LENGTH).refine(isValidSite)).max(SITES_MAX) }),
    )
    .mutation(async ({ ctx, input }) => {
      await setSites(adminRequest(ctx), [...new Set(input.sites)]);
      return none;
    }),

  setWidget: adminProcedure
    .input(
      z.strictObject({
        companyName: personName.pipe(z.string().max(NAME_MAX_LENGTH)),
        greeting: freeText(GREETING_MAX_LENGTH).pipe(z.string().min(1)),
        brandColour: z.string().regex(/^#[0-9a-f]{6}$/i),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      await setWidget(adminRequest(ctx), input);
      return none;
    }),
});

function adminRequest({
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
