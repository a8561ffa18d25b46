import type { SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { TYPING_INTERVAL_MS } from "#domain/model/ephemeral-event.ts";
import { server } from "../../../api/server-connection.ts";

const saidAt = new Map<SessionId, Instant>();

/** Lets the customer know that I am typing; said more often than is heard, it is kept to myself. */
export function sendTyping(sessionId: SessionId): void {
  const now = Date.now();
  if (now - (saidAt.get(sessionId) ?? 0) < TYPING_INTERVAL_MS) return;
  saidAt.set(sessionId, now);
  // A whisper: nobody misses it.
  server.message.typing.mutate({ sessionId }).catch(() => null);
}
