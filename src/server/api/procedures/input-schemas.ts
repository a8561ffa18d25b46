import { z } from "zod";
import { MESSAGE_MAX_LENGTH } from "#domain/model/message.ts";

/** An id of ours: a noun, an underscore, and letters, digits or dashes. */
function id<Noun extends string>(noun: Noun) {
  return z.templateLiteral([z.literal(noun), z.literal("_"), z.string().regex(/^[0-9a-zA-Z_-]{1,64}$/)]);
}

export const sessionId = id("ses");
export const customerId = id("cus");
export const memberId = id("mem");
export const invitationId = id("inv");

/** Nothing to say. */
export const nothing = z.strictObject({}).optional();

/** Which session. */
export const ofSession = z.strictObject({ sessionId });

/** A message on its way. The text is measured again by the rule, which trims first. */
export const message = z.strictObject({
  sessionId,
  clientId: z.uuid(),
  text: z.string().max(MESSAGE_MAX_LENGTH * 2),
});

/** Where a follower stands: the number of the last item it has. */
const cursor = z.int().nonnegative();

/** What a follower sends; tRPC's own clients add the id of the last item they saw when they come back. */
export const following = { after: cursor, lastEventId: z.coerce.number().pipe(cursor).optional() };

/** The number a follower goes on from. */
export function resumeFrom({
  after,
  lastEventId,
}: {
  after: number;
  lastEventId?: number | undefined;
}): number {
  return lastEventId ?? after;
}
