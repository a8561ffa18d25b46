import type { Instant, Millis } from "#domain/model/instant.ts";
import { BoundedMap } from "./bounded-map.ts";

/** Those who may do nothing for a while. */
export interface Cooldowns {
  /** Sends somebody away for this long from now on. */
  start(key: string, ms: Millis): void;
  /** How long somebody still has to stay away; 0 for who is welcome. */
  remainingMs(key: string): Millis;
}

/** Nobody, to begin with. The newest are remembered. `now` is epoch milliseconds. */
export function createCooldowns(now: () => Instant, maxKeys?: number): Cooldowns {
  const until = new BoundedMap<string, Instant>(maxKeys);

  return {
    start: (key, ms) => until.set(key, now() + ms),
    remainingMs(key) {
      const end = until.get(key);
      if (end === undefined) return 0;
      const ms = end - now();
      if (ms > 0) return ms;
      until.delete(key);
      return 0;
    },
  };
}
