/** Admits a limited number of callers at a time, and the others in order of arrival. */
export class Semaphore {
  #free: number;
  readonly #size: number;
  readonly #waiting = new Set<() => void>();

  constructor(size: number) {
    this.#free = size;
    this.#size = size;
  }

  /** Whether nobody is admitted and nobody waits. */
  get isEmpty(): boolean {
    return this.#free === this.#size;
  }

  /** Waits for a free place. @throws the signal's reason, if it is aborted before that */
  async enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const giveUp = () => {
      this.#waiting.delete(resolve);
      reject(signal.reason);
    };
    this.#waiting.add(resolve);
    signal.addEventListener("abort", giveUp, { once: true });
    await promise.finally(() => signal.removeEventListener("abort", giveUp));
  }

  /** Frees a place for the next caller. Call it once for every {@link enter} that succeeded. */
  leave(): void {
    for (const next of this.#waiting) {
      this.#waiting.delete(next);
      return next();
    }
    this.#free += 1;
  }
}
