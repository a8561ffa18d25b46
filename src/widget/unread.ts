import type { Conversation } from "#domain/conversation.ts";
import type { PublicMessage } from "#domain/public-fact.ts";

/** The messages to the customer, without what the chatbot was stopped in the middle of. */
export function toCustomer(talk: Conversation): PublicMessage[] {
  return messages(talk, false).filter(({ stopped }) => !stopped);
}

/** The customer's own, in the order they were sent. */
export function fromCustomer(talk: Conversation): PublicMessage[] {
  return messages(talk, true);
}

function messages({ entries }: Conversation, own: boolean): PublicMessage[] {
  return entries
    .flatMap((entry) => (entry.kind === "message" ? entry.message : []))
    .filter(({ author }) => (author.kind === "customer") === own);
}
