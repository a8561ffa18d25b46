import type { ClientMessage } from "./open-calls.ts";

/** A well-formed subscription request. */
export interface SubscriptionCall extends ClientMessage {
  method: "subscription";
  jsonrpc?: "2.0";
  params: { path: string; input?: unknown; lastEventId?: string };
}

/** Whether a message is a valid subscription in tRPC's protocol. tRPC refuses all others. */
export function isSubscriptionCall(message: ClientMessage): message is SubscriptionCall {
  if (message.method !== "subscription") return false;
  const { jsonrpc, params }: { jsonrpc?: unknown; params?: { path?: unknown; lastEventId?: unknown } } =
    message;
  return (
    (jsonrpc === undefined || jsonrpc === "2.0") &&
    typeof params === "object" &&
    params !== null &&
    typeof params.path === "string" &&
    (params.lastEventId === undefined || typeof params.lastEventId === "string")
  );
}
