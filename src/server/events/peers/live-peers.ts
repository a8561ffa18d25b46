import type { Instant, Millis } from "#domain/model/instant.ts";

/** Other machines that were heard of lately. */
export interface LivePeers {
  markSeen(id: string): void;
  markLeft(id: string): void;
  /** Whether anybody could hear what is sent now. */
  any(): boolean;
}

/** Nobody was heard of yet; one that has been silent for `keptMs` counts no more. */
export function createLivePeers(now: () => Instant, keptMs: Millis): LivePeers {
  const lastHeard = new Map<string, Instant>();
  return {
    markSeen: (id) => void lastHeard.set(id, now()),
    markLeft: (id) => void lastHeard.delete(id),
    any() {
      for (const [id, at] of lastHeard) if (now() - at > keptMs) lastHeard.delete(id);
      return lastHeard.size > 0;
    },
  };
}
