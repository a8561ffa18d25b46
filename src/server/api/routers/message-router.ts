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
/** Half of the clients' interval: events sent on time may arrive a little closer together. */
const TYPING_HEARD_MS = TYPING_INTERVAL_MS / 2;

/** Messages of either side. */
export const messageRouter = router({
  /** The customer sends a message. The client's id makes it idempotent. */
  send: customerProcedure.input(message).mutation(async ({ ctx, input }) => {
    await requireOwnSession(ctx, input.sessionId);
    refuseIfTooMany(ctx.limits.send(ctx.customerId));
    return receiveMessage(ctx.services, ctx.orgId, input);
  }),

  /** A member sends a message; a chat that the chatbot has or that waits is taken over. */
  reply: memberProcedure
    .input(message)
    .mutation(({ ctx, input }) => postReply(ctx.services, ctx.orgId, input, ctx.member)),

  /** Somebody is typing. Sent too often, it is ignored. */
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

  /** How many of the other side's messages were seen; never decreases. */
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
