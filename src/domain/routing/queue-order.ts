import type { Session } from "../model/session.ts";

type Queued = Pick<Session, "id" | "returned" | "queuedAt">;

/**
 * The order of the queue: sessions returned by an agent first, then by waiting time, longest first. The database sorts
 * the same way (`db/conversations/queue.ts`).
 */
export function compareQueuePlace(a: Queued, b: Queued): number {
  return (
    Number(b.returned) - Number(a.returned) || (a.queuedAt ?? 0) - (b.queuedAt ?? 0) || (a.id < b.id ? -1 : 1)
  );
}
