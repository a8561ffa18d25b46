import type { Instant, Millis } from "#domain/model/instant.ts";

/** The other instances that have been seen recently. */
export interface LivePeers {
  markSeen(id: string): void;
  markLeft(id: string): void;
  /** Whether any instance would receive a notice sent now. */
  any(): boolean;
}

/** Creates an empty set. An instance not seen for `keptMs` no longer counts. */
export function createLivePeers(now: () => Instant, keptMs: Millis): LivePeers {
  const lastSeenAt = new Map<string, Instant>();
  return {
    markSeen: (id) => void lastSeenAt.set(id, now()),
    markLeft: (id) => void lastSeenAt.delete(id),
    any() {
      for (const [id, at] of lastSeenAt) if (now() - at > keptMs) lastSeenAt.delete(id);
      return lastSeenAt.size > 0;
    },
  };
}
