import type { Instant, Millis } from "#domain/model/instant.ts";

/** Those who may do nothing for a while. */
export interface Bans {
  /** Sends somebody away for this long from now on. */
  add: (key: string, ms: Millis) => void;
  /** How long somebody still has to stay away; 0 for who is welcome. */
  left: (key: string) => Millis;
}

/** Nobody, to begin with. At most `maxKeys` are remembered, the newest. `now` is epoch milliseconds. */
export function createBans(now: () => Instant, maxKeys: number): Bans {
  const until = new Map<string, Instant>();

  return {
    add(key, ms) {
      until.delete(key);
      until.set(key, now() + ms);
      for (const oldest of until.keys()) {
        if (until.size <= maxKeys) return;
        until.delete(oldest);
      }
    },
    left(key) {
      const ms = (until.get(key) ?? 0) - now();
      if (ms > 0) return ms;
      until.delete(key);
      return 0;
    },
  };
}
