import type { Millis } from "#domain/model/instant.ts";

/** Runs something later; the returned function cancels it. */
export type Schedule = (ms: Millis, run: () => void) => () => void;

/** Schedules with a timer of this process. */
export function scheduleWithTimer(ms: Millis, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
