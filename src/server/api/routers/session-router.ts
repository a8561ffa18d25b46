import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { toPublicEphemeralEvent } from "#domain/model/ephemeral-event.ts";
import { emailAddress, personName } from "#domain/settings/text-schemas.ts";
import { openSession } from "../../services/conversations/open-session.ts";
import { customerMailPage } from "../../services/mail/customer-mail-page.ts";
import { leaveMessage, leaveMessageWithForm } from "../../services/mail/leave-message.ts";
import { readPublicSettings } from "../../services/settings/read-public-settings.ts";
import { performCustomerAction } from "../../services/conversations/perform-customer-action.ts";
import { customerState, earlierPage } from "../../services/conversations/customer-state.ts";
import { EphemeralEventStream } from "../../events/ephemeral/ephemeral-event-stream.ts";
import { watchPublicSettings } from "../watch/watch-public-settings.ts";
import {
  following,
  messageText,
  nothing,
  ofSession,
  resumeFrom,
  sessionId,
} from "../procedures/input-schemas.ts";
import { requireOwnSession, readOwnSession } from "../procedures/require-own-session.ts";
import { refuseIfTooMany } from "../procedures/refuse-if-too-many.ts";
import { router, customerProcedure, widgetProcedure } from "../procedures/procedures.ts";
import { SessionSubscription } from "../watch/watch-session.ts";

const none = {} as const;
/** What a page says comes before it. */
const earlierMessages = z.strictObject({
  no: z.int().positive(),
  own: z.int().nonnegative(),
  ours: z.int().nonnegative(),
});

/** Where a page of mail begins. */
const mailCursor = z.strictObject({ ...earlierMessages.shape, sessionId });

/** What a browser says about itself before its first chat or message. */
const startForm = z.strictObject({
  key: z.string().regex(/^[A-Za-z0-9_-]{43,64}$/),
  name: personName,
  email: emailAddress,
});
/** The start form, with the query of the frame's address, by which the demo page is known. */
const openForm = z.strictObject({ ...startForm.shape, from: z.string().max(200).optional() });

/** Creates a procedure for a customer's action on their own session. */
function requestedAction(what: Parameters<typeof performCustomerAction>[3]) {
  return customerProcedure.input(ofSession).mutation(async ({ ctx, input }) => {
    await requireOwnSession(ctx, input.sessionId);
    await performCustomerAction(ctx.services, ctx.orgId, input.sessionId, what);
    return none;
  });
}

/** Procedures for customers, and for anyone with the widget key. */
export const sessionRouter = router({
  greeting: widgetProcedure.input(nothing).query(({ ctx }) => readPublicSettings(ctx.services, ctx.orgId)),

  /** Streams the company's public settings: the current ones at once, then after each change. */
  watchPublic: widgetProcedure.input(nothing).subscription(async function* ({ ctx, signal }) {
    yield* watchPublicSettings(ctx, ctx.orgId, signal ?? new AbortController().signal);
  }),

  /** Opens a chat from the start form. The same key gives the same customer, session and token. */
  open: widgetProcedure.input(openForm).mutation(({ ctx, input }) => {
    refuseIfTooMany(ctx.limits.open(ctx.address, ctx.orgId));
    return openSession(ctx.services, ctx.orgId, input);
  }),

  /**
   * Leaves a message for when somebody is there, by mail. With the start form from a browser that has no customer yet, as
   * `open`; without it from a customer.
   */
  leaveMessage: widgetProcedure
    .input(z.strictObject({ form: startForm.optional(), clientId: z.uuid(), text: messageText }))
    .mutation(async ({ ctx, input: { form, ...left } }) => {
      const { services, orgId, limits, caller, address } = ctx;
      if (form !== undefined) {
        refuseIfTooMany(limits.open(address, orgId));
        return leaveMessageWithForm(services, orgId, form, left);
      }
      if (caller.kind !== "visitor") throw new TRPCError({ code: "UNAUTHORIZED" });
      refuseIfTooMany(limits.send(caller.customerId));
      return { ...(await leaveMessage(services, orgId, caller.customerId, left)), token: null };
    }),

  /** Returns a page of the customer's mail: the newest, or the one before another; `null` if there is none. */
  thread: customerProcedure
    .input(z.strictObject({ before: mailCursor.optional() }).optional())
    .query(({ ctx, input }) => customerMailPage(ctx.reader, ctx, input?.before ?? null)),

  current: customerProcedure
    .input(nothing)
    .query(({ ctx }) => customerState(ctx.services, ctx.orgId, ctx.customerId)),

  /** Returns the page of a long chat that comes before another, given what that one says comes before it. */
  earlier: customerProcedure
    .input(z.strictObject({ sessionId, before: earlierMessages }))
    .query(async ({ ctx, input }) => {
      await requireOwnSession(ctx, input.sessionId);
      return earlierPage(ctx.reader, ctx.orgId, input);
    }),

  /** Streams the session's facts after a number, and then new ones as they are recorded. */
  watch: customerProcedure
    .input(z.strictObject({ sessionId, ...following }))
    .subscription(async ({ ctx, input }) => {
      await requireOwnSession(ctx, input.sessionId);
      return new SessionSubscription(ctx, { sessionId: input.sessionId, after: resumeFrom(input) });
    }),

  /** Streams ephemeral events: typing, the chatbot's streamed text, read marks, the position in the queue. */
  whispers: customerProcedure.input(ofSession).subscription(async ({ ctx, input: { sessionId: topic } }) => {
    const { botTurn } = await readOwnSession(ctx, topic);
    const { orgId, queuePositions } = ctx;
    const { ephemeralEvents } = ctx.services;
    const stream = new EphemeralEventStream(
      { events: ephemeralEvents, orgId, topic },
      toPublicEphemeralEvent,
    );
    // A subscriber who joins during the chatbot's answer gets it from the beginning.
    if (botTurn !== null) ephemeralEvents.requestReplay(orgId, topic);
    void queuePositions.positionOf(orgId, topic).then((place) => place !== null && stream.onEvent(place));
    return stream;
  }),

  keepOpen: requestedAction("keepOpen"),
  askPerson: requestedAction("askPerson"),
  askBot: requestedAction("askBot"),
  stopBot: requestedAction("stopBot"),
  end: requestedAction("end"),
});
