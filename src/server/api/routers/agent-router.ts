import { tracked } from "@trpc/server";
import { z } from "zod";
import type { CustomerId } from "#domain/model/ids.ts";
import { OPEN_LANES_MAX } from "#domain/views/customer-lane.ts";
import { setAvailable, setPublicName } from "../../services/team/change-member.ts";
import { listPastCustomersOfMember } from "../../services/conversations/list-past-customers-of-member.ts";
import { listColleagues } from "../../services/team/list-colleagues.ts";
import { inboxSnapshot } from "../../services/conversations/inbox-snapshot.ts";
import { olderInLane, laneSnapshots } from "../../services/conversations/lane-snapshot.ts";
import { currentMember } from "../../services/team/current-member.ts";
import { logChatAccess } from "../../services/privacy/chat-access-log.ts";
import { readSinceClosed } from "../../services/conversations/since-closed.ts";
import { snoozeMail } from "../../services/mail/snooze-mail.ts";
import { attendToAll, performMemberAction } from "../../services/conversations/perform-member-action.ts";
import { acceptNextChat } from "../../services/conversations/accept-next-chat.ts";
import { watchEphemeralEvents } from "../watch/watch-ephemeral-events.ts";
import { publicName } from "#domain/settings/text-schemas.ts";
import {
  customerId,
  following,
  nothing,
  ofSession,
  resumeFrom,
  sessionId,
} from "../procedures/input-schemas.ts";
import { memberProcedure, router } from "../procedures/procedures.ts";
import { watchOrganization } from "../watch/watch-organization.ts";

const none = {} as const;
/** How many sessions are marked as done in one write, for which everybody waits. */
const ATTEND_MAX = 200;

/** Creates a procedure for a member's action on a chat. */
function chatAction(what: Parameters<typeof performMemberAction>[2]["what"]) {
  return memberProcedure.input(ofSession).mutation(async ({ ctx, input }) => {
    await performMemberAction(ctx.services, ctx.orgId, { ...input, what }, ctx.member);
    return none;
  });
}

/** Procedures for members at work. */
export const agentRouter = router({
  me: memberProcedure
    .input(nothing)
    .query(({ ctx }) => currentMember(ctx.services, ctx.orgId, ctx.member.memberId)),

  inbox: memberProcedure
    .input(nothing)
    .query(({ ctx }) => inboxSnapshot(ctx.services, ctx.orgId, ctx.member.memberId)),

  /** Streams everything that happens in the organization. Facts are coalesced for a moment. */
  watch: memberProcedure.input(z.strictObject(following)).subscription(async function* ({
    ctx,
    input,
    signal,
  }) {
    for await (const item of watchOrganization(
      ctx,
      resumeFrom(input),
      signal ?? new AbortController().signal,
    )) {
      yield tracked(String(item.no), item);
    }
  }),

  whispers: memberProcedure.input(nothing).subscription(async function* ({ ctx, signal }) {
    yield* watchEphemeralEvents(ctx, signal ?? new AbortController().signal);
  }),

  /** Sets the customers whose chats this screen shows, and returns their complete lanes. */
  look: memberProcedure
    .input(z.strictObject({ customerIds: z.array(customerId).max(OPEN_LANES_MAX) }))
    .mutation(async ({ ctx, input }) => {
      const { services, orgId, member } = ctx;
      const before = ctx.connection.openLanes;
      // From here on messages are sent untruncated. The snapshot is read only now, so that no truncated ones follow
      // it.
      ctx.connection.openLanes = new Set<CustomerId>(input.customerIds);
      await logChatAccess(services, { orgId, memberId: member.memberId }, input.customerIds);
      const lanes = await laneSnapshots(services, orgId, member.memberId, input.customerIds);
      // A subscriber who joins during the chatbot's answer gets it from the beginning.
      for (const { session } of lanes.flatMap(({ customer, sessions }) =>
        before.has(customer.id) ? [] : sessions,
      )) {
        if (session.botTurn !== null) services.ephemeralEvents.requestReplay(orgId, session.id);
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
    .query(async ({ ctx: { services, orgId, member }, input }) => {
      await logChatAccess(services, { orgId, memberId: member.memberId }, [input.customerId]);
      return olderInLane(services, orgId, input);
    }),

  chattedWith: memberProcedure
    .input(z.strictObject({ before: z.strictObject({ at: z.int(), customerId }).nullable() }))
    .query(({ ctx, input }) =>
      listPastCustomersOfMember(
        ctx.services,
        { orgId: ctx.orgId, memberId: ctx.member.memberId },
        input.before,
      ),
    ),

  /** Tells whoever comes first what happened while nobody was there; `null` if somebody has worked lately. */
  sinceClosed: memberProcedure.input(nothing).query(({ ctx }) => readSinceClosed(ctx.services, ctx.orgId)),

  colleagues: memberProcedure
    .input(nothing)
    .query(async ({ ctx }) => listColleagues(ctx.reader, ctx.orgId, await ctx.reader.now())),

  setAvailable: memberProcedure
    .input(z.strictObject({ available: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      await setAvailable(ctx.services, ctx.orgId, ctx.member.memberId, input.available);
      return none;
    }),

  /** Changes the name that customers read of the member; `null` for the name that colleagues read. */
  setPublicName: memberProcedure
    .input(z.strictObject({ publicName: z.nullable(publicName) }))
    .mutation(async ({ ctx, input }) => {
      const { memberId } = ctx.member;
      await setPublicName({ ...ctx, by: memberId }, memberId, input.publicName);
      return none;
    }),

  acceptNext: memberProcedure
    .input(nothing)
    .mutation(({ ctx }) => acceptNextChat(ctx.services, ctx.orgId, ctx.member)),

  accept: chatAction("accept"),
  takeOver: chatAction("takeOver"),
  handBack: chatAction("handBack"),
  end: chatAction("end"),
  attend: chatAction("attend"),

  /** Marks many unanswered sessions as done at once. */
  attendAll: memberProcedure
    .input(z.strictObject({ sessionIds: z.array(sessionId).min(1).max(ATTEND_MAX) }))
    .mutation(async ({ ctx, input }) => {
      await attendToAll(ctx.services, ctx.orgId, input.sessionIds, ctx.member);
      return none;
    }),

  /** Puts the caller's mail session aside until an instant, or takes it up again with `null`. */
  snooze: memberProcedure
    .input(z.strictObject({ sessionId, until: z.int().positive().nullable() }))
    .mutation(async ({ ctx, input }) => {
      await snoozeMail(ctx.services, ctx.orgId, input, ctx.member);
      return none;
    }),
});
