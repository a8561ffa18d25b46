/** A signal for one waiter. A signal that comes while nobody waits is remembered. */
export class WakeUp {
  #isSignaled = false;
  #wake: (() => void) | null = null;

  signal(): void {
    const wake = this.#wake;
    this.#wake = null;
    if (wake === null) this.#isSignaled = true;
    else wake();
  }

  /**
   * Resolves at once if signaled since the last wait, otherwise at the next signal or after `timeoutMs`, if given. A
   * wait without a timeout costs no timer, because ten thousand waiters are idle most of the time.
   */
  wait(timeoutMs?: number): Promise<void> {
    if (this.#isSignaled) {
      this.#isSignaled = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#wake = timeoutMs === undefined ? resolve : this.#withTimeout(resolve, timeoutMs);
    });
  }

  #withTimeout(resolve: () => void, timeoutMs: number): () => void {
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
