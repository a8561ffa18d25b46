import type { Instant, Millis } from "#domain/model/instant.ts";
import { BoundedMap } from "./bounded-map.ts";
import { createSteadyClock } from "./steady-clock.ts";

/** Keys that are refused for a while. */
export interface Cooldowns {
  /** Refuses a key for this long, starting now. */
  start(key: string, ms: Millis): void;
  /** How long a key is still refused; 0 if it is not. */
  remainingMs(key: string): Millis;
}

/**
 * Creates an empty set of cooldowns, which remembers the newest keys. `clock` returns milliseconds, and may be set
 * back.
 */
export function createCooldowns(clock: () => Instant, maxKeys?: number): Cooldowns {
  const now = createSteadyClock(clock);
  const until = new BoundedMap<string, Instant>(maxKeys);

  return {
    start: (key, ms) => until.set(key, now() + ms),
    remainingMs(key) {
      const end = until.get(key);
      return end === undefined ? 0 : Math.max(0, end - now());
    },
  };
}
