interface Timer {
  at: number;
  work: () => void;
}

/** A clock that moves only when the test moves it. */
export class ManualClock {
  #now = 1_767_268_800_000;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  after(ms: number, work: () => void): () => void {
    const timer = { at: this.#now + ms, work };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Advances the clock. Every timer fires at its time, and promises settle in between. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await flushPromises();
    for (let next = this.#next(end); next !== null; next = this.#next(end)) {
      this.#now = Math.max(this.#now, next.at);
      await this.#fire(next);
    }
    this.#now = end;
  }

  /** Simulates sleep: the clock jumps by `ms`, then every timer that is due fires at once. */
  async sleep(ms: number): Promise<void> {
    this.#now += ms;
    const due = [...this.#timers].filter(({ at }) => at <= this.#now).toSorted((a, b) => a.at - b.at);
    for (const timer of due) if (this.#timers.has(timer)) await this.#fire(timer);
  }

  /**
   * Simulates a sleep that also suspends the timers: the clock jumps by `ms`, and every timer fires `ms` later than
   * planned.
   */
  oversleep(ms: number): void {
    this.#now += ms;
    for (const timer of this.#timers) timer.at += ms;
  }

  /** Returns the time until the next timer fires, in ms. */
  untilNext(): number {
    return (this.#next(Infinity)?.at ?? Infinity) - this.#now;
  }

  #next(end: number): Timer | null {
    const due = [...this.#timers].filter(({ at }) => at <= end);
    return due.toSorted((a, b) => a.at - b.at)[0] ?? null;
  }

  async #fire(timer: Timer): Promise<void> {
    this.#timers.delete(timer);
    timer.work();
    await flushPromises();
  }
}

/** Lets every promise that can settle do so. */
export async function flushPromises(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
}
