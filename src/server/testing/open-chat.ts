import type { SessionId } from "#domain/model/ids.ts";
import type { Client, TestServer } from "./test-server.ts";

/** A chat, and its customer as a client. */
export interface OpenedChat {
  token: string;
  sessionId: SessionId;
  customer: Client;
}

/** Opens a chat with the form as a customer. */
export async function openChat(
  server: TestServer,
  name = "Maria",
  key = newSessionKey(),
): Promise<OpenedChat> {
  const form = { key, name, email: "maria@example.com" };
  const { token, sessionId } = await server.customer().session.open.mutate(form);
  return { token, sessionId, customer: server.customer(token) };
}

/** Creates a key as a widget does, with which one chat can be opened. */
export function newSessionKey(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
}
