import type { Session } from "../model/session.ts";

/**
 * Whether the customer of an open chat has left the page. In the queue such a chat keeps its place, but it is assigned
 * to nobody, "Accept next" passes over it, and it does not count in the positions of those behind it.
 */
export function hasLeft({
  endedAt,
  customerLeftAt = null,
}: Pick<Session, "endedAt" | "customerLeftAt">): boolean {
  return endedAt === null && customerLeftAt !== null;
}
