import type { Session } from "../model/session.ts";

type Queued = Pick<Session, "id" | "returned" | "queuedAt">;

/**
 * The order of the queue, first to be served first: who was with an agent already, then who has waited longest. The
 * database orders by the same (`db/conversations/queue.ts`).
 */
export function compareQueuePlace(a: Queued, b: Queued): number {
  return (
    Number(b.returned) - Number(a.returned) || (a.queuedAt ?? 0) - (b.queuedAt ?? 0) || (a.id < b.id ? -1 : 1)
  );
}
