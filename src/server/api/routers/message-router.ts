import { z } from "zod";
import { TYPING_INTERVAL_MS } from "#domain/model/ephemeral-event.ts";
import { markRead } from "../../services/conversations/mark-read.ts";
import { postReply } from "../../services/conversations/post-message.ts";
import { receiveMessageOrMail } from "../../services/mail/receive-message-or-mail.ts";
import { writeMail } from "../../services/mail/write-mail.ts";
import { customerId, message, messageText, ofSession, sessionId } from "../procedures/input-schemas.ts";
import { requireOwnSession } from "../procedures/require-own-session.ts";
import { refuseIfTooMany } from "../procedures/refuse-if-too-many.ts";
import {
  memberProcedure,
  router,
  participantProcedure,
  customerProcedure,
} from "../procedures/procedures.ts";

const none = {} as const;
/** Half of the clients' interval, because events sent on time may arrive a little closer together. */
const TYPING_HEARD_MS = TYPING_INTERVAL_MS / 2;

/** Messages of either side. */
export const messageRouter = router({
  /**
   * Sends a customer's message. The client's id makes it idempotent. One to a mail session that has ended goes into another,
   * which the acknowledgement names.
   */
  send: customerProcedure.input(message).mutation(async ({ ctx, input }) => {
    await requireOwnSession(ctx, input.sessionId);
    refuseIfTooMany(ctx.limits.send(ctx.customerId));
    return receiveMessageOrMail(ctx.services, ctx.orgId, ctx.customerId, input);
  }),

  /** Sends a member's message, and takes over a chat that the chatbot or the queue holds. */
  reply: memberProcedure
    .input(message)
    .mutation(({ ctx, input }) => postReply(ctx.services, ctx.orgId, input, ctx.member)),

  /** Writes to a customer who has no chat, by mail. The client's id makes it idempotent. */
  write: memberProcedure
    .input(z.strictObject({ customerId, clientId: z.uuid(), text: messageText }))
    .mutation(({ ctx, input }) => writeMail(ctx.services, ctx.orgId, input, ctx.member)),

  /**
   * Publishes a typing event. A customer's event that follows the last one too soon is dropped; a member's never is.
   */
  typing: participantProcedure.input(ofSession).mutation(async ({ ctx, input: { sessionId: id } }) => {
    await requireOwnSession(ctx, id);
    const { services, orgId, speaker, connection } = ctx;
    const at = services.now();
    if (Math.abs(at - connection.lastTypingAt) >= TYPING_HEARD_MS || speaker.kind === "member") {
      connection.lastTypingAt = at;
      const by = speaker.kind === "member" ? "member" : "customer";
      services.ephemeralEvents.publish(orgId, { kind: "typing", sessionId: id, by, ...speaker.names, at });
    }
    return none;
  }),

  /** Records how many of the other side's messages were seen. The number never decreases. */
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
