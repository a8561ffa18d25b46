import type { SessionId } from "#domain/model/ids.ts";
import type { Client } from "./test-server.ts";

/** Sends a message as a customer. Idempotent by `clientId`. */
export function sendMessage(
  customer: Client,
  sessionId: SessionId,
  text = "Can I return opened tea?",
  clientId: string = crypto.randomUUID(),
): ReturnType<Client["message"]["send"]["mutate"]> {
  return customer.message.send.mutate({ sessionId, clientId, text });
}

/** Sends a reply as a member. */
export function sendReply(
  member: Client,
  sessionId: SessionId,
  text: string,
): ReturnType<Client["message"]["reply"]["mutate"]> {
  return member.message.reply.mutate({ sessionId, clientId: crypto.randomUUID(), text });
}
