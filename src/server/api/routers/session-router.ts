import { z } from "zod";
import { publishWhisper } from "#domain/model/ephemeral-event.ts";
import { openSession } from "../../services/conversations/open-session.ts";
import { greet } from "../../services/settings/public-settings.ts";
import { wish } from "../../services/conversations/chat-actions.ts";
import { visitorState } from "../../services/conversations/customer-state.ts";
import { WhisperStream } from "../../events/ephemeral/ephemeral-event-stream.ts";
import { greetings } from "../watch/watch-public-settings.ts";
import {
  email,
  following,
  nothing,
  ofSession,
  personName,
  resumeFrom,
  sessionId,
} from "../procedures/input-schemas.ts";
import { ownSession, readOwnSession } from "../procedures/require-own-session.ts";
import { refuseWait } from "../procedures/refuse-if-too-many.ts";
import { router, visitorProcedure, widgetProcedure } from "../procedures/procedures.ts";
import { SessionWatch } from "../watch/watch-session.ts";

const none = {};

/** A procedure by which a customer asks something of their own session. */
function wishing(what: Parameters<typeof wish>[3]) {
  return visitorProcedure.input(ofSession).mutation(async ({ ctx, input }) => {
    await ownSession(ctx, input.sessionId);
    await wish(ctx.desk, ctx.orgId, input.sessionId, what);
    return none;
  });
}

/** What a customer and whoever stands before the widget may do. */
export const sessionRouter = router({
  greeting: widgetProcedure.input(nothing).query(({ ctx }) => greet(ctx.desk, ctx.orgId)),

  /** The company's public settings now, and again after each change. */
  watchPublic: widgetProcedure.input(nothing).subscription(async function* ({ ctx, signal }) {
    yield* greetings(ctx.desk, ctx.orgId, signal ?? new AbortController().signal);
  }),

  /** The form. Repeating it with the same key gives the same customer, session and token. */
  open: widgetProcedure
    .input(z.strictObject({ key: z.string().regex(/^[A-Za-z0-9_-]{43,64}$/), name: personName, email }))
    .mutation(({ ctx, input }) => {
      refuseWait(ctx.limits.open(ctx.address, ctx.orgId));
      return openSession(ctx.desk, ctx.orgId, input);
    }),

  current: visitorProcedure
    .input(nothing)
    .query(({ ctx }) => visitorState(ctx.desk, ctx.orgId, ctx.customerId)),

  /** What happened in the session after a number, and then as it happens. */
  watch: visitorProcedure
    .input(z.strictObject({ sessionId, ...following }))
    .subscription(async ({ ctx, input }) => {
      await ownSession(ctx, input.sessionId);
      return new SessionWatch(ctx, { sessionId: input.sessionId, after: resumeFrom(input) });
    }),

  /** What may be lost: typing, the chatbot's words as they come, how far was read, the place in line. */
  whispers: visitorProcedure.input(ofSession).subscription(async ({ ctx, input: { sessionId: topic } }) => {
    const { botTurn } = await readOwnSession(ctx, topic);
    const { orgId, positions } = ctx;
    const { whispers } = ctx.desk;
    const stream = new WhisperStream({ whispers, orgId, topic }, publishWhisper);
    // Who comes while the chatbot speaks hears it from the beginning.
    if (botTurn !== null) whispers.ask(orgId, topic);
    void positions.of(orgId, topic).then((place) => place !== null && stream.hear(place));
    return stream;
  }),

  keepOpen: wishing("keepOpen"),
  askPerson: wishing("askPerson"),
  askBot: wishing("askBot"),
  stopBot: wishing("stopBot"),
  end: wishing("end"),
});
