import type { PublicConversation } from "#domain/views/public-conversation.ts";
import type { PublicMessage } from "#domain/views/public-fact.ts";

/** The messages to the customer, without stopped answers of the bot. */
export function messagesToCustomer({ entries }: PublicConversation): PublicMessage[] {
  return entries
    .flatMap((entry) => (entry.kind === "message" ? entry.message : []))
    .filter(({ author, stopped }) => author.kind !== "customer" && !stopped);
}
