import type { SessionId } from "#domain/model/ids.ts";
import type { Client, TestServer } from "./test-server.ts";

/** A chat, and its customer at the widget. */
export interface OpenedChat {
  token: string;
  sessionId: SessionId;
  customer: Client;
}

/** A customer opens a chat by the form. */
export async function openChat(
  server: TestServer,
  name = "Maria",
  key = newSessionKey(),
): Promise<OpenedChat> {
  const form = { key, name, email: "maria@example.com" };
  const { token, sessionId } = await server.customer().session.open.mutate(form);
  return { token, sessionId, customer: server.customer(token) };
}

/** A key as a widget makes it, to open one chat once. */
export function newSessionKey(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
}
