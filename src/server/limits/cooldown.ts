import type { Instant, Millis } from "#domain/model/instant.ts";

/** Those who may do nothing for a while. */
export interface Cooldowns {
  /** Sends somebody away for this long from now on. */
  start: (key: string, ms: Millis) => void;
  /** How long somebody still has to stay away; 0 for who is welcome. */
  remainingMs: (key: string) => Millis;
}

/** Nobody, to begin with. At most `maxKeys` are remembered, the newest. `now` is epoch milliseconds. */
export function createCooldowns(now: () => Instant, maxKeys: number): Cooldowns {
  const until = new Map<string, Instant>();

  return {
    start(key, ms) {
      until.delete(key);
      until.set(key, now() + ms);
      for (const oldest of until.keys()) {
        if (until.size <= maxKeys) return;
        until.delete(oldest);
      }
    },
    remainingMs(key) {
      const ms = (until.get(key) ?? 0) - now();
      if (ms > 0) return ms;
      until.delete(key);
      return 0;
    },
  };
}
