import type { Instant, Millis } from "#domain/instant.ts";

/** Time as the link sees it: what it is now, and what to do later. */
export interface Clock {
  now(): Instant;
  /** Runs `work` once, `ms` from now; the answer calls it off. */
  after(ms: Millis, work: () => void): () => void;
}

/** The clock of the browser. */
export const browserClock: Clock = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
