import type { BrowserEnvironment } from "#transport/browser-environment.ts";

/** The clock and timers of actors. */
export type Clock = Pick<BrowserEnvironment, "now" | "after">;

/**
 * Creates a clock that runs `speed` times as fast as the real one. Back-off, pings and deadlines of the product's
 * client take that much less time, so that fifty kills of a server fit into minutes.
 */
export function createFastClock(speed: number): Clock {
  const startedAt = Date.now();
  const startedMonotonic = performance.now();
  return {
    now: () => Math.round(startedAt + (performance.now() - startedMonotonic) * speed),
    after(ms, work) {
      const timer = setTimeout(work, ms / speed);
      return () => clearTimeout(timer);
    },
  };
}
