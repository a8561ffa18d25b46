import { setTimeout as sleep } from "node:timers/promises";
import type { Instant, Millis } from "#domain/model/instant.ts";

/** Runs a piece of background work in its turn. @returns the result of the work, before the rest that follows it */
export type TakeTurn = <T>(work: () => Promise<T>) => Promise<T>;

interface Deps {
  /** A monotonic clock, in milliseconds. */
  now: () => Instant;
  /** Waits and lets the process do everything else meanwhile. */
  rest?: (ms: Millis) => Promise<unknown>;
}

/** Timers are no finer. A rest of 0 would let nothing else run. */
const SHORTEST_REST_MS: Millis = 1;
/** A piece takes longer than this only where the database does, and then a longer rest would help nobody. */
const LONGEST_REST_MS: Millis = 250;

/**
 * Creates a queue of background work: pieces run one at a time, in the order in which they were asked for, and each is
 * followed by a rest as long as it took. All of it together thus takes at most half of the process's time, and nothing
 * else waits for more than one piece, which the caller must keep small.
 */
export function createBackgroundTurns({ now, rest = sleep }: Deps): TakeTurn {
  let isFree: Promise<unknown> = Promise.resolve();

  return function takeTurn<T>(work: () => Promise<T>): Promise<T> {
    let beganAt = 0;
    const turn = isFree.then(() => {
      beganAt = now();
      return work();
    });
    const restAfter = () => rest(Math.min(Math.max(now() - beganAt, SHORTEST_REST_MS), LONGEST_REST_MS));
    isFree = turn.then(restAfter, restAfter);
    return turn;
  };
}
