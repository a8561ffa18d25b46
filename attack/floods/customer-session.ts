import { randomBytes } from "node:crypto";
import type { SessionId } from "#domain/model/ids.ts";
import { createApiClient } from "../../e2e/support/api-client.ts";
import { openRawTrpcSocket, type RawTrpcSocket } from "./raw-trpc-socket.ts";

/** A customer with a chat and no socket yet. */
export interface CustomerSession {
  address: string;
  sessionId: SessionId;
  params: Readonly<Record<string, string>>;
}

/** Opens a chat with the start form, from this address. @throws the API's refusal */
export async function openCustomerSession(
  url: string,
  widgetKey: string,
  address: string,
): Promise<CustomerSession> {
  const { session } = createApiClient(url, { "x-widget-key": widgetKey, "x-forwarded-for": address });
  const key = randomBytes(32).toString("base64url");
  const opened = await session.open.mutate({ key, name: "Customer", email: "customer@example.com" });
  return { address, sessionId: opened.sessionId, params: { widgetKey, token: opened.token } };
}

/** Opens a WebSocket with that customer's credentials. */
export async function openCustomerSocket(
  url: string,
  { address, params }: CustomerSession,
): Promise<RawTrpcSocket> {
  return await openRawTrpcSocket({ url, address, params });
}

/** A random public IP address. */
export function randomIpAddress(): string {
  return [11 + (randomBytes(1)[0] ?? 0) / 2, ...randomBytes(3)].map(Math.floor).join(".");
}
