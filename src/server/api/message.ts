import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { TYPING_EVERY_MS } from "#domain/whisper.ts";
import { markRead } from "../desk/mark-read.ts";
import { receiveMessage, reply } from "../desk/say.ts";
import type { Context } from "./context.ts";
import { message, ofSession, sessionId } from "./inputs.ts";
import { ownSession } from "./own-session.ts";
import { refuseWait } from "./refuse-wait.ts";
import { memberProcedure, openProcedure, router, visitorProcedure } from "./trpc.ts";

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
  typing: openProcedure.input(ofSession).mutation(async ({ ctx, input }) => {
    const { desk, orgId, name, by } = await speaker(ctx, input.sessionId);
    const at = desk.now();
    const last = typed.get(ctx.connection) ?? 0;
    if (at - last >= TYPING_HEARD_MS || by === "member") {
      typed.set(ctx.connection, at);
      desk.whispers.say(orgId, { kind: "typing", sessionId: input.sessionId, by, name, at });
    }
    return none;
  }),

  /** How many of the other side's messages were seen; never goes back. */
  read: openProcedure
    .input(z.strictObject({ sessionId, count: z.int().nonnegative() }))
    .mutation(async ({ ctx, input }) => {
      const { desk, orgId, by, memberId } = await speaker(ctx, input.sessionId);
      await markRead(desk, orgId, { ...input, by, memberId });
      return none;
    }),
});

/** When a connection last whispered that somebody types. */
const typed = new WeakMap<Context["connection"], number>();

/** Who speaks in a session: its own customer, or a member. */
async function speaker(ctx: Context, id: z.infer<typeof sessionId>) {
  const { desk, caller } = ctx;
  if (caller.kind === "member") {
    const { orgId, name, memberId } = caller;
    return { desk, orgId, name, memberId, by: "member" as const };
  }
  if (caller.kind !== "visitor") throw new TRPCError({ code: "UNAUTHORIZED" });
  const { orgId, name } = caller;
  await ownSession(ctx, id);
  return { desk, orgId, name, memberId: null, by: "customer" as const };
}
