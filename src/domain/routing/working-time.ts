import type { Instant, Millis } from "../model/instant.ts";

/** When people work: intervals in order that do not overlap, `to` excluded; `null` means always. */
export type WorkingTime = readonly { from: Instant; to: Instant }[] | null;

/**
 * The instant at which `ms` of working time have passed since `since`.
 *
 * @returns `null` if the intervals end before that
 */
export function afterWorking(time: WorkingTime, since: Instant, ms: Millis): Instant | null {
  if (time === null) return since + ms;
  let left = ms;
  for (const { from, to } of time) {
    const start = Math.max(from, since);
    if (start >= to) continue;
    if (to - start >= left) return start + left;
    left -= to - start;
  }
  return null;
}
