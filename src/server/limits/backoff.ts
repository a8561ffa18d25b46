import type { Instant, Millis } from "#domain/model/instant.ts";
import { BoundedMap } from "./bounded-map.ts";
import type { Limit } from "./limit.ts";

/** Slows down repeated attempts, and never locks anybody out. */
export interface Backoff {
  /** This key's attempts, for {@link takeAll} together with others. */
  of(key: string): Limit;
  /** Counts an attempt: 0 when it may proceed, else how long to wait. A refused attempt does not count. */
  attempt(key: string): Millis;
  /** The attempt succeeded: resets this key. */
  reset(key: string): void;
  /** The attempt succeeded, but proves nothing about the key's other attempts: only this one is uncounted. */
  undoAttempt(key: string): void;
}

/** How many attempts are free, and how the wait grows after them. */
export interface BackoffLimits {
  /** Attempts without a wait, within `windowMs` of the first. */
  free: number;
  windowMs: Millis;
  /** The wait after the last free attempt; it doubles with every further one, up to `longestWaitMs`. */
  firstWaitMs: Millis;
  longestWaitMs: Millis;
}

interface Attempts {
  tries: number;
  startedAt: Instant;
  triedAt: Instant;
}

/**
 * Attempts counted in this process's memory; the key least recently used is forgotten first. Not a token bucket, which
 * would give guesses back at a steady rate: here every further one costs a wait twice as long. `now` is epoch
 * milliseconds.
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

/** What still counts for a key: nothing once the window and the longest wait have passed. */
function freshOf(attempts: Attempts | undefined, limits: BackoffLimits, at: Instant): Attempts | null {
  if (attempts === undefined) return null;
  const spanMs = attempts.tries < limits.free ? limits.windowMs : limits.windowMs + limits.longestWaitMs;
  const since = attempts.tries < limits.free ? attempts.startedAt : attempts.triedAt;
  return at - since < spanMs ? attempts : null;
}

function waitAfter(tries: number, { free, firstWaitMs, longestWaitMs }: BackoffLimits): Millis {
  return tries < free ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (tries - free));
}
