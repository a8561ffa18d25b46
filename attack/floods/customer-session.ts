import { randomBytes } from "node:crypto";
import type { SessionId } from "#domain/model/ids.ts";
import { createApiClient } from "../../e2e/support/api-client.ts";
import { openRawTrpcSocket, type RawTrpcSocket } from "./raw-trpc-socket.ts";

/** A visitor with a chat, before anybody opens a socket for it. */
export interface CustomerSession {
  address: string;
  sessionId: SessionId;
  params: Readonly<Record<string, string>>;
}

/** Comes through the form from an address of its own. @throws what the API refuses it with */
export async function openCustomerSession(
  url: string,
  widgetKey: string,
  address: string,
): Promise<CustomerSession> {
  const { session } = createApiClient(url, { "x-widget-key": widgetKey, "x-forwarded-for": address });
  const key = randomBytes(32).toString("base64url");
  const opened = await session.open.mutate({ key, name: "Guest", email: "guest@example.com" });
  return { address, sessionId: opened.sessionId, params: { widgetKey, token: opened.token } };
}

/** A socket of that visitor's. */
export async function openCustomerSocket(
  url: string,
  { address, params }: CustomerSession,
): Promise<RawTrpcSocket> {
  return await openRawTrpcSocket({ url, address, params });
}

/** Some address on the internet. */
export function randomIpAddress(): string {
  return [11 + (randomBytes(1)[0] ?? 0) / 2, ...randomBytes(3)].map(Math.floor).join(".");
}
