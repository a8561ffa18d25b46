import type { Instant, Millis } from "../model/instant.ts";
import type { OpenInterval } from "../model/scene.ts";

/** When people work: intervals in order of `from`, `to` excluded, each counted once where they overlap; `null` means always. */
export type WorkingTime = Iterable<OpenInterval> | null;

/**
 * The instant at which `ms` of working time have passed since `since`.
 *
 * @returns `null` if the intervals end before that
 */
export function afterWorking(time: WorkingTime, since: Instant, ms: Millis): Instant | null {
  if (time === null) return since + ms;
  let left = ms;
  let counted = since;
  for (const { from, to } of time) {
    const start = Math.max(from, counted);
    if (start >= to) continue;
    counted = to;
    if (to - start >= left) return start + left;
    left -= to - start;
  }
  return null;
}
