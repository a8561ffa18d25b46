/** A bell for one listener, that remembers being rung while nobody listened. */
export class Bell {
  #isRung = false;
  #wake: (() => void) | null = null;

  ring(): void {
    const wake = this.#wake;
    this.#wake = null;
    if (wake === null) this.#isRung = true;
    else wake();
  }

  /**
   * Resolves at once if it was rung since it was last heard, else at the next ring or after `patienceMs`, if given. Ten
   * thousand listeners wait most of the time: without a limit to its patience one costs no timer.
   */
  heard(patienceMs?: number): Promise<void> {
    if (this.#isRung) {
      this.#isRung = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#wake = patienceMs === undefined ? resolve : this.#soon(resolve, patienceMs);
    });
  }

  #soon(resolve: () => void, patienceMs: number): () => void {
    const timer = setTimeout(() => {
      this.#wake = null;
      resolve();
    }, patienceMs);
    return () => {
      clearTimeout(timer);
      resolve();
    };
  }
}
