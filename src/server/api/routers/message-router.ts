import { z } from "zod";
import { TYPING_INTERVAL_MS } from "#domain/model/ephemeral-event.ts";
import { markRead } from "../../services/conversations/mark-read.ts";
import { receiveMessage, postReply } from "../../services/conversations/post-message.ts";
import { message, ofSession, sessionId } from "../procedures/input-schemas.ts";
import { requireOwnSession } from "../procedures/require-own-session.ts";
import { refuseIfTooMany } from "../procedures/refuse-if-too-many.ts";
import {
  memberProcedure,
  router,
  participantProcedure,
  customerProcedure,
} from "../procedures/procedures.ts";

const none = {} as const;
/** Half of what clients keep to: what they send just in time may arrive a little closer together. */
const TYPING_HEARD_MS = TYPING_INTERVAL_MS / 2;

/** What is said, by either side. */
export const messageRouter = router({
  /** The customer says something. The client's id makes saying it twice saying it once. */
  send: customerProcedure.input(message).mutation(async ({ ctx, input }) => {
    await requireOwnSession(ctx, input.sessionId);
    refuseIfTooMany(ctx.limits.send(ctx.customerId));
    return receiveMessage(ctx.services, ctx.orgId, input);
  }),

  /** A member says something; in a chat of the chatbot or in line this takes it over. */
  reply: memberProcedure
    .input(message)
    .mutation(({ ctx, input }) => postReply(ctx.services, ctx.orgId, input, ctx.member)),

  /** Somebody is typing. Said too often it is not heard. */
  typing: participantProcedure.input(ofSession).mutation(async ({ ctx, input: { sessionId: id } }) => {
    await requireOwnSession(ctx, id);
    const { services, orgId, speaker, connection } = ctx;
    const at = services.now();
    if (at - connection.lastTypingAt >= TYPING_HEARD_MS || speaker.kind === "member") {
      connection.lastTypingAt = at;
      const by = speaker.kind === "member" ? "member" : "customer";
      services.ephemeralEvents.publish(orgId, { kind: "typing", sessionId: id, by, name: speaker.name, at });
    }
    return none;
  }),

  /** How many of the other side's messages were seen; never goes back. */
  read: participantProcedure
    .input(z.strictObject({ sessionId, count: z.int().nonnegative() }))
    .mutation(async ({ ctx, input }) => {
      await requireOwnSession(ctx, input.sessionId);
      const { services, orgId, speaker } = ctx;
      const reader =
        speaker.kind === "member"
          ? ({ by: "member", memberId: speaker.memberId } as const)
          : ({ by: "customer", memberId: null } as const);
      await markRead(services, orgId, { ...input, ...reader });
      return none;
    }),
});
