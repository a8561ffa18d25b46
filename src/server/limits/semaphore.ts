/** Admits a limited number at a time, the others in the order of arrival. */
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

  /** @throws the signal's reason, when it is aborted before there is a free place */
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

  /** Frees a place for the next. Once for every {@link enter} that succeeded. */
  leave(): void {
    for (const next of this.#waiting) {
      this.#waiting.delete(next);
      return next();
    }
    this.#free += 1;
  }
}
