import { z } from "zod";
import { publishWhisper, type Whisper } from "#domain/whisper.ts";
import { openSession } from "../desk/open-session.ts";
import { greet } from "../desk/greet.ts";
import { wish } from "../desk/steer.ts";
import { visitorState } from "../desk/visitor-state.ts";
import { whisperStream } from "../events/whisper-stream.ts";
import { greetings } from "./greetings.ts";
import { email, following, nothing, ofSession, personName, resumeFrom, sessionId } from "./inputs.ts";
import { ownSession, readOwnSession } from "./own-session.ts";
import { refuseWait } from "./refuse-wait.ts";
import { router, visitorProcedure, widgetProcedure } from "./trpc.ts";
import { watchSession } from "./watch-session.ts";

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
    .subscription(async ({ ctx, input, signal }) => {
      await ownSession(ctx, input.sessionId);
      const from = { sessionId: input.sessionId, after: resumeFrom(input) };
      return watchSession(ctx, from, signal ?? new AbortController().signal);
    }),

  /** What may be lost: typing, the chatbot's words as they come, how far was read, the place in line. */
  whispers: visitorProcedure.input(ofSession).subscription(async ({ ctx, input, signal }) => {
    const { botTurn } = await readOwnSession(ctx, input.sessionId);
    const { desk, orgId, positions } = ctx;
    const listen = (hear: (whisper: Whisper) => void) => {
      const stop = desk.whispers.hear(orgId, input.sessionId, hear);
      // Who comes while the chatbot speaks hears it from the beginning.
      if (botTurn !== null) desk.whispers.ask(orgId, input.sessionId);
      void positions.of(orgId, input.sessionId).then((place) => place !== null && hear(place));
      return stop;
    };
    return whisperStream(listen, publishWhisper, signal ?? new AbortController().signal);
  }),

  keepOpen: wishing("keepOpen"),
  askPerson: wishing("askPerson"),
  askBot: wishing("askBot"),
  stopBot: wishing("stopBot"),
  end: wishing("end"),
});
