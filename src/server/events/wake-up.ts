/** A bell for one listener, that remembers being rung while nobody listened. */
export class WakeUp {
  #isRung = false;
  #wake: (() => void) | null = null;

  signal(): void {
    const wake = this.#wake;
    this.#wake = null;
    if (wake === null) this.#isRung = true;
    else wake();
  }

  /**
   * Resolves at once if it was rung since it was last heard, else at the next ring or after `patienceMs`, if given. Ten
   * thousand listeners wait most of the time: without a limit to its patience one costs no timer.
   */
  wait(timeoutMs?: number): Promise<void> {
    if (this.#isRung) {
      this.#isRung = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#wake = timeoutMs === undefined ? resolve : this.#soon(resolve, timeoutMs);
    });
  }

  #soon(resolve: () => void, timeoutMs: number): () => void {
    const timer = setTimeout(() => {
      this.#wake = null;
      resolve();
    }, timeoutMs);
    return () => {
      clearTimeout(timer);
      resolve();
    };
  }
}
