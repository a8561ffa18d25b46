import type { QueuedSession } from "../model/scene.ts";

/** First in line first; returned chats before new ones. */
export function compareQueuePlace(a: QueuedSession, b: QueuedSession): number {
  return (
    Number(b.session.returned) - Number(a.session.returned) ||
    (a.session.queuedAt ?? 0) - (b.session.queuedAt ?? 0) ||
    (a.session.id < b.session.id ? -1 : 1)
  );
}
