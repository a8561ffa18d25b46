import type { BrowserEnvironment } from "#transport/browser-environment.ts";

/** Time, as actors know it. */
export type Clock = Pick<BrowserEnvironment, "now" | "after">;

/**
 * A clock that runs `speed` times as fast as the wall's. Back-off, pings and deadlines of the product's client then
 * take that much less time, so that fifty deaths of a server fit into minutes.
 */
export function createFastClock(speed: number): Clock {
  const begun = Date.now();
  const started = performance.now();
  return {
    now: () => Math.round(begun + (performance.now() - started) * speed),
    after(ms, work) {
      const timer = setTimeout(work, ms / speed);
      return () => clearTimeout(timer);
    },
  };
}
