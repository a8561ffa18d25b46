import type { Instant, Millis } from "#domain/model/instant.ts";

/** Slows down whoever tries too often, and never locks anybody out. */
export interface AttemptLimiter {
  /** Counts a try: 0 when it may go ahead, else how long to wait. A try that was turned away does not count. */
  attempt(key: string): Millis;
  /** The try was a good one: the slate of this key is clean. */
  reset(key: string): void;
  /** The try was a good one, and says nothing about the others of this key: it alone is not counted. */
  undoAttempt(key: string): void;
}

/** How patient a throttle is. */
export interface AttemptLimits {
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

/** Keys remembered at most; the one that tried longest ago is forgotten first. */
const KEYS_MAX = 20_000;

/** A throttle in this process's memory. `now` is epoch milliseconds. */
export function createAttemptLimiter(limits: AttemptLimits, now: () => Instant): AttemptLimiter {
  const attemptsByKey = new Map<string, Attempts>();

  return {
    attempt(key) {
      const at = now();
      const attempts = freshOf(attemptsByKey.get(key), limits, at) ?? {
        tries: 0,
        startedAt: at,
        triedAt: at,
      };
      const openAt = attempts.triedAt + waitAfter(attempts.tries, limits);
      if (at < openAt) return openAt - at;
      // Deleted first, so that the order of the map is the order of the last tries.
      attemptsByKey.delete(key);
      attemptsByKey.set(key, { ...attempts, tries: attempts.tries + 1, triedAt: at });
      if (attemptsByKey.size > KEYS_MAX) forgetOldest(attemptsByKey);
      return 0;
    },
    reset(key) {
      attemptsByKey.delete(key);
    },
    undoAttempt(key) {
      const attempts = attemptsByKey.get(key);
      if (attempts !== undefined)
        attemptsByKey.set(key, { ...attempts, tries: Math.max(0, attempts.tries - 1) });
    },
  };
}

/** What is still held against a key: nothing once the window and the longest wait have passed. */
function freshOf(attempts: Attempts | undefined, limits: AttemptLimits, at: Instant): Attempts | null {
  if (attempts === undefined) return null;
  const spanMs = attempts.tries < limits.free ? limits.windowMs : limits.windowMs + limits.longestWaitMs;
  const since = attempts.tries < limits.free ? attempts.startedAt : attempts.triedAt;
  return at - since < spanMs ? attempts : null;
}

function waitAfter(tries: number, { free, firstWaitMs, longestWaitMs }: AttemptLimits): Millis {
  return tries < free ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (tries - free));
}

function forgetOldest(attemptsByKey: Map<string, Attempts>): void {
  for (const key of attemptsByKey.keys()) {
    attemptsByKey.delete(key);
    return;
  }
}
