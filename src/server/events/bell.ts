/** A bell that remembers being rung while nobody listened for it. */
export interface Bell {
  ring(): void;
  /** Resolves at once if it was rung since it was last heard, else at the next ring or after `patienceMs`, if given. */
  heard(patienceMs?: number): Promise<void>;
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

/** Ten thousand listeners wait most of the time: without a limit to its patience one costs no timer. */
function soon(resolve: () => void, patienceMs: number | undefined): () => void {
  if (patienceMs === undefined) return resolve;
  const timer = setTimeout(resolve, patienceMs);
  return () => {
    clearTimeout(timer);
    resolve();
  };
}
