import type { Submissions } from "../actors/messages/submissions.ts";
import type { ReaderView } from "../actors/messages/reader-view.ts";
import type { ViolationCounters } from "../support/violation-counters.ts";

/**
 * Counts every message shown to a reader more than `limitMs` after its sender got the acknowledgement.
 *
 * @returns the longest delay, in ms
 */
export function checkLateness(
  views: readonly ReaderView[],
  submissions: Submissions,
  { limitMs, counters }: { limitMs: number; counters: ViolationCounters },
): number {
  const acks = new Map([...submissions.all()].map(({ clientId, ackedAt }) => [clientId, ackedAt]));
  let longest = 0;
  for (const { actor, stretches } of views) {
    for (const { clientId, at } of stretches.flatMap(({ shown }) => shown)) {
      const ackedAt = clientId === null ? null : (acks.get(clientId) ?? null);
      if (ackedAt === null) continue;
      longest = Math.max(longest, at - ackedAt);
      if (at - ackedAt > limitMs)
        counters.count("late", `${actor} was shown ${clientId} ${Math.round(at - ackedAt)} ms late`);
    }
  }
  return longest;
}
