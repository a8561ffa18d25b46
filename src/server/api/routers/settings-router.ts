import { TRPCError } from "@trpc/server";
import { z } from "zod";
import type { OrgId } from "#domain/model/ids.ts";
import { answersSchema, assigningSchema, fallbacksSchema } from "#domain/settings/answering-schemas.ts";
import { botSchema } from "#domain/settings/bot-schema.ts";
import { hoursSchema } from "#domain/settings/hours-schema.ts";
import { sessionsSchema } from "#domain/settings/sessions-schema.ts";
import { sitesSchema } from "#domain/settings/sites-schema.ts";
import { widgetSchema } from "#domain/settings/widget-schema.ts";
import { changeSettings, setBot, setSessions } from "../../services/settings/change-settings.ts";
import { settingsView } from "../../services/settings/settings-view.ts";
import {
  setAnsweringSwitch,
  undoAnsweringSwitch,
  previewSwitch,
} from "../../services/routing/answering-switch.ts";
import type { ServicesToCall } from "../../services/context.ts";
import { nothing } from "../procedures/input-schemas.ts";
import {
  adminProcedure,
  memberProcedure,
  reauthenticatedAdminProcedure,
  router,
} from "../procedures/procedures.ts";
import type { ActingMember } from "#domain/model/member.ts";
import { resolveTestEndpoint } from "../../services/settings/resolve-test-endpoint.ts";
import { changesBotDestination } from "../../services/settings/changes-bot-destination.ts";

const none = {} as const;

/** The company's settings. Any member may read them; admins may change them. */
export const settingsRouter = router({
  get: memberProcedure
    .input(nothing)
    .query(({ ctx }) => settingsView(ctx.services, ctx.orgId, ctx.botRunner)),

  turnSwitch: adminProcedure
    .input(z.strictObject({ answers: answersSchema }))
    .mutation(({ ctx, input }) => setAnsweringSwitch(ctx.services, ctx.orgId, input.answers, ctx.member)),

  undoSwitch: adminProcedure
    .input(z.strictObject({ no: z.int().positive() }))
    .mutation(({ ctx, input }) => undoAnsweringSwitch(ctx.services, ctx.orgId, input.no, ctx.member)),

  previewSwitch: memberProcedure.input(nothing).query(({ ctx }) => previewSwitch(ctx.services, ctx.orgId)),

  setAssigning: adminProcedure.input(assigningSchema).mutation(async ({ ctx, input }) => {
    await changeSettings(adminRequest(ctx), "assigning", input);
    return none;
  }),

  setFallbacks: adminProcedure.input(fallbacksSchema).mutation(async ({ ctx, input }) => {
    await changeSettings(adminRequest(ctx), "fallbacks", input);
    return none;
  }),

  setChatbot: adminProcedure.input(botSchema).mutation(async ({ ctx, input }) => {
    if (await changesBotDestination(ctx.services, ctx.orgId, input))
      await ctx.auth.requireRecentAuthentication(ctx.loginId);
    await setBot(adminRequest(ctx), input);
    return none;
  }),

  /**
   * Tests the chatbot with typed, unsaved values. Returns which of four checks failed, never the server's response.
   * Only one test runs at a time per company.
   */
  testChatbot: adminProcedure.input(botSchema).mutation(async ({ ctx, input, signal }) => {
    const { services, orgId, connectionTests } = ctx;
    if (connectionTests.count(orgId) > 0)
      throw new TRPCError({ code: "TOO_MANY_REQUESTS", message: "A test is running." });
    connectionTests.add(orgId);
    try {
      const line = await resolveTestEndpoint(services, orgId, input);
      return await services.bots.test(line, signal ?? new AbortController().signal);
    } finally {
      connectionTests.remove(orgId);
    }
  }),

  setSessions: adminProcedure.input(sessionsSchema).mutation(async ({ ctx, input }) => {
    await setSessions(adminRequest(ctx), input);
    return none;
  }),

  /** Sets the hours in which people answer, as a whole. */
  setHours: adminProcedure.input(hoursSchema).mutation(async ({ ctx, input }) => {
    await changeSettings(adminRequest(ctx), "hours", input);
    return none;
  }),

  /**
   * Sets the sites that may embed the widget: hosts such as `fern.shop` or `*.fern.shop`. An empty list allows all.
   */
  setSites: reauthenticatedAdminProcedure.input(sitesSchema).mutation(async ({ ctx, input }) => {
    await changeSettings(adminRequest(ctx), "sites", [...new Set(input.sites)]);
    return none;
  }),

  setWidget: adminProcedure.input(widgetSchema).mutation(async ({ ctx, input }) => {
    await changeSettings(adminRequest(ctx), "widget", input);
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
