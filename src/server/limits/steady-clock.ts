import type { Instant } from "#domain/model/instant.ts";

/**
 * A clock that is never set back: while the one it reads goes back, it stands still for that moment and goes on from
 * there. Whoever waits then waits no longer than they were told.
 *
 * @param now - milliseconds, of a clock that may be set
 */
export function createSteadyClock(now: () => Instant): () => Instant {
  let [last, aheadBy] = [now(), 0];
  return () => {
    const at = now() + aheadBy;
    if (at < last) aheadBy += last - at;
    last = Math.max(last, at);
    return last;
  };
}
