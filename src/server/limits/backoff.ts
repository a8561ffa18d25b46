import type { Instant, Millis } from "#domain/model/instant.ts";
import { BoundedMap } from "./bounded-map.ts";
import type { Limit } from "./limit.ts";

/** Slows down whoever tries too often, and never locks anybody out. */
export interface Backoff {
  /** This key's tries, for {@link takeAll} beside others. */
  of(key: string): Limit;
  /** Counts a try: 0 when it may go ahead, else how long to wait. A try that was turned away does not count. */
  attempt(key: string): Millis;
  /** The try was a good one: the slate of this key is clean. */
  reset(key: string): void;
  /** The try was a good one, and says nothing about the others of this key: it alone is not counted. */
  undoAttempt(key: string): void;
}

/** How many tries are free, and how the wait grows after them. */
export interface BackoffLimits {
  /** Tries that need not wait, within `windowMs` of the first. */
  free: number;
  windowMs: Millis;
  /** The wait after the last free try; it doubles with every further one, up to `longestWaitMs`. */
  firstWaitMs: Millis;
  longestWaitMs: Millis;
}

interface Attempts {
  tries: number;
  startedAt: Instant;
  triedAt: Instant;
}

/**
 * Tries counted in this process's memory; the key that tried longest ago is forgotten first. Not a token bucket, which
 * would give guesses back at a steady rate: here every further one costs a wait twice as long. `now` is epoch milliseconds.
 */
export function createBackoff(limits: BackoffLimits, now: () => Instant): Backoff {
  const attemptsByKey = new BoundedMap<string, Attempts>();

  function waitMs(key: string): Millis {
    const at = now();
    const attempts = freshOf(attemptsByKey.get(key), limits, at);
    if (attempts === null) return 0;
    return Math.max(0, attempts.triedAt + waitAfter(attempts.tries, limits) - at);
  }

  function attempt(key: string): Millis {
    const wait = waitMs(key);
    if (wait > 0) return wait;
    const at = now();
    const { tries, startedAt } = freshOf(attemptsByKey.get(key), limits, at) ?? { tries: 0, startedAt: at };
    attemptsByKey.set(key, { tries: tries + 1, startedAt, triedAt: at });
    return 0;
  }

  return {
    of: (key) => ({ waitMs: () => waitMs(key), take: () => attempt(key) }),
    attempt,
    reset: (key) => attemptsByKey.delete(key),
    undoAttempt(key) {
      const attempts = attemptsByKey.get(key);
      if (attempts === undefined) return;
      attemptsByKey.update(key, { ...attempts, tries: Math.max(0, attempts.tries - 1) });
    },
  };
}

/** What is still held against a key: nothing once the window and the longest wait have passed. */
function freshOf(attempts: Attempts | undefined, limits: BackoffLimits, at: Instant): Attempts | null {
  if (attempts === undefined) return null;
  const spanMs = attempts.tries < limits.free ? limits.windowMs : limits.windowMs + limits.longestWaitMs;
  const since = attempts.tries < limits.free ? attempts.startedAt : attempts.triedAt;
  return at - since < spanMs ? attempts : null;
}

function waitAfter(tries: number, { free, firstWaitMs, longestWaitMs }: BackoffLimits): Millis {
  return tries < free ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (tries - free));
}
