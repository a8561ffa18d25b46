import { z } from "zod";
import { TYPING_EVERY_MS } from "#domain/model/ephemeral-event.ts";
import { markRead } from "../../services/conversations/mark-read.ts";
import { receiveMessage, reply } from "../../services/conversations/post-message.ts";
import type { Context } from "../procedures/call-context.ts";
import { message, ofSession, sessionId } from "../procedures/input-schemas.ts";
import { ownSession } from "../procedures/require-own-session.ts";
import { refuseWait } from "../procedures/refuse-if-too-many.ts";
import { memberProcedure, router, speakerProcedure, visitorProcedure } from "../procedures/procedures.ts";

const none = {};
/** Half of what clients keep to: what they send just in time may arrive a little closer together. */
const TYPING_HEARD_MS = TYPING_EVERY_MS / 2;

/** What is said, by either side. */
export const messageRouter = router({
  /** The customer says something. The client's id makes saying it twice saying it once. */
  send: visitorProcedure.input(message).mutation(async ({ ctx, input }) => {
    await ownSession(ctx, input.sessionId);
    refuseWait(ctx.limits.send(ctx.customerId));
    return receiveMessage(ctx.desk, ctx.orgId, input);
  }),

  /** A member says something; in a chat of the chatbot or in line this takes it over. */
  reply: memberProcedure
    .input(message)
    .mutation(({ ctx, input }) => reply(ctx.desk, ctx.orgId, input, ctx.member)),

  /** Somebody is typing. Said too often it is not heard. */
  typing: speakerProcedure.input(ofSession).mutation(async ({ ctx, input: { sessionId: id } }) => {
    await ownSession(ctx, id);
    const { desk, orgId, speaker } = ctx;
    const at = desk.now();
    const last = typed.get(ctx.connection) ?? 0;
    if (at - last >= TYPING_HEARD_MS || speaker.kind === "member") {
      typed.set(ctx.connection, at);
      const by = speaker.kind === "member" ? "member" : "customer";
      desk.whispers.say(orgId, { kind: "typing", sessionId: id, by, name: speaker.name, at });
    }
    return none;
  }),

  /** How many of the other side's messages were seen; never goes back. */
  read: speakerProcedure
    .input(z.strictObject({ sessionId, count: z.int().nonnegative() }))
    .mutation(async ({ ctx, input }) => {
      await ownSession(ctx, input.sessionId);
      const { desk, orgId, speaker } = ctx;
      const reader =
        speaker.kind === "member"
          ? ({ by: "member", memberId: speaker.memberId } as const)
          : ({ by: "customer", memberId: null } as const);
      await markRead(desk, orgId, { ...input, ...reader });
      return none;
    }),
});

/** When a connection last whispered that somebody types. */
const typed = new WeakMap<Context["connection"], number>();
