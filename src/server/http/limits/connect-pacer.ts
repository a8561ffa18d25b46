import type { Millis } from "#domain/model/instant.ts";

/** The rate at which waiting connections are admitted. */
export interface Pace {
  atOnce: number;
  everyMs: Millis;
  /** The number of connections that may wait. */
  maxWaiting: number;
}

/** Spreads out connections that arrive at the same moment. */
export interface ConnectPacer {
  /** Resolves to `true` when it is the caller's turn, at once without a queue; to `false` if too many are waiting. */
  waitForTurn(): Promise<boolean>;
}

/**
 * Admits `atOnce` callers every `everyMs`, in order of arrival. A busy process does not make up for lost time: the
 * busier it is, the slower it admits.
 *
 * @param later - runs work once, after a delay
 */
export function createConnectPacer(
  { atOnce, everyMs, maxWaiting }: Pace,
  later: (work: () => void, ms: Millis) => unknown = setTimeout,
): ConnectPacer {
  const queue: (() => void)[] = [];
  let left = atOnce;
  let isPaced = false;

  function admitNext(): void {
    const next = queue.splice(0, atOnce);
    left = atOnce - next.length;
    for (const enter of next) enter();
    isPaced = next.length > 0;
    if (isPaced) later(admitNext, everyMs);
  }

  return {
    async waitForTurn() {
      if (!isPaced) {
        isPaced = true;
        later(admitNext, everyMs);
      }
      if (left > 0) {
        left -= 1;
        return true;
      }
      if (queue.length >= maxWaiting) return false;
      await new Promise<void>((enter) => void queue.push(enter));
      return true;
    },
  };
}
