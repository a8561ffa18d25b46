import type { Millis } from "#domain/model/instant.ts";

/** How fast a crowd is let through. */
export interface Pace {
  atOnce: number;
  everyMs: Millis;
  /** How many may wait for their turn. */
  maxWaiting: number;
}

/** A way in that many may want to use in the same moment. */
export interface ConnectPacer {
  /** Resolves to `true` when it is one's turn, at once where there is no crowd; to `false` when too many wait. */
  waitForTurn(): Promise<boolean>;
}

/**
 * Lets `atOnce` through every `everyMs`, the others in the order in which they came. Time that a busy process loses is
 * not made up for: the busier it is, the slower the crowd comes in.
 */
export function createConnectPacer({ atOnce, everyMs, maxWaiting }: Pace): ConnectPacer {
  const line: (() => void)[] = [];
  let left = atOnce;
  let isPaced = false;

  function turn(): void {
    const next = line.splice(0, atOnce);
    left = atOnce - next.length;
    for (const enter of next) enter();
    isPaced = next.length > 0;
    if (isPaced) setTimeout(turn, everyMs);
  }

  return {
    async waitForTurn() {
      if (!isPaced) {
        isPaced = true;
        setTimeout(turn, everyMs);
      }
      if (left > 0) {
        left -= 1;
        return true;
      }
      if (line.length >= maxWaiting) return false;
      await new Promise<void>((enter) => void line.push(enter));
      return true;
    },
  };
}
