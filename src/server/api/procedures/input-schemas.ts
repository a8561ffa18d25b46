import { z } from "zod";
import { MESSAGE_MAX_LENGTH } from "#domain/model/message.ts";

/** Creates a schema for an id: a noun, an underscore, and letters, digits or dashes. */
function id<Noun extends string>(noun: Noun) {
  return z.templateLiteral([z.literal(noun), z.literal("_"), z.string().regex(/^[0-9a-zA-Z_-]{1,64}$/)]);
}

export const sessionId = id("ses");
export const customerId = id("cus");
export const memberId = id("mem");
export const invitationId = id("inv");
export const articleId = id("art");

/** No input. */
export const nothing = z.strictObject({}).optional();

/** Input that names the session of a call. */
export const ofSession = z.strictObject({ sessionId });

/** The text of a message to send. The rule checks its length again after trimming. */
export const messageText = z.string().max(MESSAGE_MAX_LENGTH * 2);

/** A message to send. */
export const message = z.strictObject({
  sessionId,
  clientId: z.uuid(),
  text: messageText,
});

/** A subscriber's position: the number of the last item it has. */
const cursor = z.int().nonnegative();

/** A subscriber's input. When tRPC's own clients reconnect, they add the id of the last item they received. */
export const following = { after: cursor, lastEventId: z.coerce.number().pipe(cursor).optional() };

/** The number a subscription continues from. */
export function resumeFrom({
  after,
  lastEventId,
}: {
  after: number;
  lastEventId?: number | undefined;
}): number {
  return lastEventId ?? after;
}
