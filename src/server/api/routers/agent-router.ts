import { tracked } from "@trpc/server";
import { z } from "zod";
import type { CustomerId } from "#domain/model/ids.ts";
import { setAvailable } from "../../services/team/change-member.ts";
import { chattedWith } from "../../services/conversations/past-customers.ts";
import { listColleagues } from "../../services/team/list-colleagues.ts";
import { inboxSnapshot } from "../../services/conversations/inbox-snapshot.ts";
import { earlierInLane, laneSnapshots } from "../../services/conversations/lane-snapshot.ts";
import { meOf } from "../../services/team/current-member.ts";
import { noteGlances } from "../../services/privacy/chat-access-log.ts";
import { acceptNext, deed } from "../../services/conversations/chat-actions.ts";
import { hearAgents } from "../watch/watch-ephemeral-events.ts";
import {
  customerId,
  following,
  nothing,
  ofSession,
  resumeFrom,
  sessionId,
} from "../procedures/input-schemas.ts";
import { memberProcedure, router } from "../procedures/procedures.ts";
import { watchAgents } from "../watch/watch-organization.ts";

const none = {};
/** More lanes than any screen shows. */
const LOOK_MAX = 30;

/** A procedure by which a member does something with a chat. */
function doing(what: Parameters<typeof deed>[2]["what"]) {
  return memberProcedure.input(ofSession).mutation(async ({ ctx, input }) => {
    await deed(ctx.desk, ctx.orgId, { ...input, what }, ctx.member);
    return none;
  });
}

/** What somebody who works here sees and does. */
export const agentRouter = router({
  me: memberProcedure.input(nothing).query(({ ctx }) => meOf(ctx.desk, ctx.orgId, ctx.member.memberId)),

  inbox: memberProcedure
    .input(nothing)
    .query(({ ctx }) => inboxSnapshot(ctx.desk, ctx.orgId, ctx.member.memberId)),

  /** Everything that happens in the organization, gathered over a moment. */
  watch: memberProcedure.input(z.strictObject(following)).subscription(async function* ({
    ctx,
    input,
    signal,
  }) {
    for await (const item of watchAgents(ctx, resumeFrom(input), signal ?? new AbortController().signal)) {
      yield tracked(String(item.no), item);
    }
  }),

  whispers: memberProcedure.input(nothing).subscription(async function* ({ ctx, signal }) {
    yield* hearAgents(ctx, signal ?? new AbortController().signal);
  }),

  /** Which customers' chats this screen shows from now on: answered with all of them whole. */
  look: memberProcedure
    .input(z.strictObject({ customerIds: z.array(customerId).max(LOOK_MAX) }))
    .mutation(async ({ ctx, input }) => {
      const { desk, orgId, member } = ctx;
      const before = ctx.connection.looksAt;
      // From here on words come uncut; only then is the snapshot read, so that no cut ones come after it.
      ctx.connection.looksAt = new Set<CustomerId>(input.customerIds);
      await noteGlances(desk, { orgId, memberId: member.memberId }, input.customerIds);
      const lanes = await laneSnapshots(desk, orgId, member.memberId, input.customerIds);
      // Who comes while the chatbot speaks hears it from the beginning.
      for (const { session } of lanes.flatMap(({ customer, sessions }) =>
        before.has(customer.id) ? [] : sessions,
      )) {
        if (session.botTurn !== null) desk.whispers.ask(orgId, session.id);
      }
      return lanes;
    }),

  earlier: memberProcedure
    .input(
      z.strictObject({
        customerId,
        before: z.strictObject({ sessionId, sessionNo: z.int().positive().nullable() }),
      }),
    )
    .query(async ({ ctx: { desk, orgId, member }, input }) => {
      await noteGlances(desk, { orgId, memberId: member.memberId }, [input.customerId]);
      return earlierInLane(desk, orgId, input);
    }),

  chattedWith: memberProcedure
    .input(z.strictObject({ before: z.strictObject({ at: z.int(), customerId }).nullable() }))
    .query(({ ctx, input }) =>
      chattedWith(ctx.desk, { orgId: ctx.orgId, memberId: ctx.member.memberId }, input.before),
    ),

  colleagues: memberProcedure
    .input(nothing)
    .query(async ({ ctx }) => listColleagues(ctx.desk.store, ctx.orgId, await ctx.desk.store.now())),

  setAvailable: memberProcedure
    .input(z.strictObject({ available: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      await setAvailable(ctx.desk, ctx.orgId, ctx.member.memberId, input.available);
      return none;
    }),

  acceptNext: memberProcedure
    .input(nothing)
    .mutation(({ ctx }) => acceptNext(ctx.desk, ctx.orgId, ctx.member)),

  accept: doing("accept"),
  takeOver: doing("takeOver"),
  handBack: doing("handBack"),
  end: doing("end"),
  attend: doing("attend"),
});
