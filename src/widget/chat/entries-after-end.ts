import type { SessionId } from "#domain/model/ids.ts";
import type { Outbox, OutboxEntry } from "#transport/messages/outbox.ts";

/** Returns the messages that were sent after a session had ended. */
export function entriesAfterEnd(outbox: Outbox<SessionId>, id: SessionId): OutboxEntry[] {
  return outbox.entries(id).filter(({ reason }) => reason === "session-ended");
}
