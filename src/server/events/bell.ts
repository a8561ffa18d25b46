/** A bell that remembers being rung while nobody listened for it. */
export interface Bell {
  ring(): void;
  /** Resolves at once if it was rung since it was last heard, else at the next ring or after `patienceMs`. */
  heard(patienceMs: number): Promise<void>;
}

/** A bell, silent at first. */
export function createBell(): Bell {
  let rung = false;
  let wake: (() => void) | null = null;

  return {
    ring() {
      rung = true;
      wake?.();
    },
    async heard(patienceMs) {
      if (!rung) await new Promise<void>((resolve) => void (wake = soon(resolve, patienceMs)));
      rung = false;
      wake = null;
    },
  };
}

function soon(resolve: () => void, patienceMs: number): () => void {
  const timer = setTimeout(resolve, patienceMs);
  return () => {
    clearTimeout(timer);
    resolve();
  };
}
