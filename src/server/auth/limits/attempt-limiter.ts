import type { Instant, Millis } from "#domain/model/instant.ts";

/** Slows down whoever tries too often, and never locks anybody out. */
export interface Throttle {
  /** Counts a try: 0 when it may go ahead, else how long to wait. A try that was turned away does not count. */
  attempt(key: string): Millis;
  /** The try was a good one: the slate of this key is clean. */
  forget(key: string): void;
  /** The try was a good one, and says nothing about the others of this key: it alone is not counted. */
  takeBack(key: string): void;
}

/** How patient a throttle is. */
export interface Patience {
  /** Tries that need not wait, within `windowMs` of the first. */
  free: number;
  windowMs: Millis;
  /** The wait after the last free try; it doubles with every further one, up to `longestWaitMs`. */
  firstWaitMs: Millis;
  longestWaitMs: Millis;
}

interface Slate {
  tries: number;
  startedAt: Instant;
  triedAt: Instant;
}

/** Keys remembered at most; the one that tried longest ago is forgotten first. */
const KEYS_MAX = 20_000;

/** A throttle in this process's memory. `now` is epoch milliseconds. */
export function createThrottle(patience: Patience, now: () => Instant): Throttle {
  const slates = new Map<string, Slate>();

  return {
    attempt(key) {
      const at = now();
      const slate = freshOf(slates.get(key), patience, at) ?? { tries: 0, startedAt: at, triedAt: at };
      const openAt = slate.triedAt + waitAfter(slate.tries, patience);
      if (at < openAt) return openAt - at;
      // Deleted first, so that the order of the map is the order of the last tries.
      slates.delete(key);
      slates.set(key, { ...slate, tries: slate.tries + 1, triedAt: at });
      if (slates.size > KEYS_MAX) forgetOldest(slates);
      return 0;
    },
    forget(key) {
      slates.delete(key);
    },
    takeBack(key) {
      const slate = slates.get(key);
      if (slate !== undefined) slates.set(key, { ...slate, tries: Math.max(0, slate.tries - 1) });
    },
  };
}

/** What is still held against a key: nothing once the window and the longest wait have passed. */
function freshOf(slate: Slate | undefined, patience: Patience, at: Instant): Slate | null {
  if (slate === undefined) return null;
  const spanMs = slate.tries < patience.free ? patience.windowMs : patience.windowMs + patience.longestWaitMs;
  const since = slate.tries < patience.free ? slate.startedAt : slate.triedAt;
  return at - since < spanMs ? slate : null;
}

function waitAfter(tries: number, { free, firstWaitMs, longestWaitMs }: Patience): Millis {
  return tries < free ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (tries - free));
}

function forgetOldest(slates: Map<string, Slate>): void {
  for (const key of slates.keys()) {
    slates.delete(key);
    return;
  }
}
