import type { Millis } from "#domain/instant.ts";
import type { Clock } from "./clock.ts";

const ANSWER_WITHIN_MS: Millis = 5_000;
/** Shorter after a sleep, where a dead socket is likelier than a slow one. */
const ANSWER_AFTER_SLEEP_MS: Millis = 2_000;

export interface Heartbeat {
  /** Something came from the other side, whatever it was. */
  heard: () => void;
  /** Asks now: the page woke up or the network changed. */
  check: () => void;
  /** Asks every `everyMs` from now on. */
  setPace: (everyMs: Millis) => void;
  stop: () => void;
}

/**
 * Finds out whether the other side is still there: a socket whose network went silently stays open for minutes.
 * Browsers show scripts no protocol pings, so these are words of the application.
 * @param ping asks the other side to say something
 * @param dead called at most once between two {@link Heartbeat.stop}s: 5 s after an unanswered ping, 2 s after a sleep
 */
export function createHeartbeat(clock: Clock, ping: () => void, dead: () => void): Heartbeat {
  let waiting = false;
  let cancelBeat: (() => void) | null = null;
  let cancelDeadline: (() => void) | null = null;

  function ask(withinMs: Millis): void {
    if (waiting) return;
    waiting = true;
    const askedAt = clock.now();
    ping();
    cancelDeadline = clock.after(withinMs, () => {
      waiting = false;
      // A deadline that comes much too late was slept through: nobody could have answered in time.
      if (clock.now() - askedAt > 2 * withinMs) ask(ANSWER_AFTER_SLEEP_MS);
      else dead();
    });
  }

  function beat(everyMs: Millis): void {
    const startedAt = clock.now();
    cancelBeat = clock.after(everyMs, () => {
      const slept = clock.now() - startedAt > 2 * everyMs;
      ask(slept ? ANSWER_AFTER_SLEEP_MS : ANSWER_WITHIN_MS);
      beat(everyMs);
    });
  }

  function heard(): void {
    waiting = false;
    cancelDeadline?.();
  }

  return {
    heard,
    check: () => ask(ANSWER_AFTER_SLEEP_MS),
    setPace(everyMs) {
      cancelBeat?.();
      beat(everyMs);
    },
    stop() {
      cancelBeat?.();
      heard();
    },
  };
}
