import type { SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { TYPING_INTERVAL_MS } from "#domain/model/ephemeral-event.ts";
import { server } from "../../../api/api-clients.ts";

const lastSentAt = new Map<SessionId, Instant>();

/** Sends the customer a typing event, at most once per {@link TYPING_INTERVAL_MS} and session. */
export function sendTyping(sessionId: SessionId): void {
  const now = Date.now();
  if (now - (lastSentAt.get(sessionId) ?? 0) < TYPING_INTERVAL_MS) return;
  lastSentAt.set(sessionId, now);
  // An ephemeral event: it may be lost.
  server.message.typing.mutate({ sessionId }).catch(() => null);
}
