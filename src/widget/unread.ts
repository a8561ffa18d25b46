import type { Conversation } from "#domain/conversation.ts";
import type { PublicMessage } from "#domain/public-fact.ts";

/** The messages to the customer, without what the chatbot was stopped in the middle of. */
export function toCustomer(talk: Conversation): PublicMessage[] {
  return talk.entries.flatMap((entry) =>
    entry.kind === "message" && entry.message.author.kind !== "customer" && !entry.message.stopped
      ? [entry.message]
      : [],
  );
}

/** The customer's own, in the order they were sent. */
export function fromCustomer(talk: Conversation): PublicMessage[] {
  return talk.entries.flatMap((entry) =>
    entry.kind === "message" && entry.message.author.kind === "customer" ? [entry.message] : [],
  );
}
