import type { Instant, Millis } from "#domain/model/instant.ts";
import { BoundedMap } from "./bounded-map.ts";
import { createSteadyClock } from "./steady-clock.ts";
import type { Limit } from "./limit.ts";

/** Slows down repeated attempts, and never locks anybody out. */
export interface Backoff {
  /** The attempts of a key, for {@link takeAll} together with others. */
  of(key: string): Limit;
  /** Counts an attempt. Returns 0 if it may proceed, else the time to wait; a refused attempt does not count. */
  attempt(key: string): Millis;
  /** Resets a key whose attempt succeeded. */
  reset(key: string): void;
  /** Uncounts one attempt that succeeded but proves nothing about the key's other attempts. */
  undoAttempt(key: string): void;
}

/** The number of free attempts, and how the wait grows after them. */
export interface BackoffLimits {
  /** The number of attempts without a wait, within `windowMs` of the first. */
  free: number;
  windowMs: Millis;
  /** The wait after the last free attempt. It doubles with every further one, up to `longestWaitMs`. */
  firstWaitMs: Millis;
  longestWaitMs: Millis;
}

interface Attempts {
  tries: number;
  startedAt: Instant;
  triedAt: Instant;
}

/**
 * Counts attempts in the memory of this process; the least recently used key is forgotten first. A token bucket would
 * give guesses back at a steady rate; here every further guess costs a wait twice as long. `clock` returns milliseconds;
 * no wait becomes longer when it is set back.
 */
export function createBackoff(limits: BackoffLimits, clock: () => Instant): Backoff {
  const now = createSteadyClock(clock);
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

/** The attempts that still count for a key: none once the window and the longest wait have passed. */
function freshOf(attempts: Attempts | undefined, limits: BackoffLimits, at: Instant): Attempts | null {
  if (attempts === undefined) return null;
  const spanMs = attempts.tries < limits.free ? limits.windowMs : limits.windowMs + limits.longestWaitMs;
  const since = attempts.tries < limits.free ? attempts.startedAt : attempts.triedAt;
  return at - since < spanMs ? attempts : null;
}

function waitAfter(tries: number, { free, firstWaitMs, longestWaitMs }: BackoffLimits): Millis {
  return tries < free ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (tries - free));
}
