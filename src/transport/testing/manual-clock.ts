interface Alarm {
  at: number;
  work: () => void;
}

/** A clock that stands still until told otherwise. */
export class ManualClock {
  #now = 1_767_268_800_000;
  readonly #alarms = new Set<Alarm>();

  now(): number {
    return this.#now;
  }

  after(ms: number, work: () => void): () => void {
    const alarm = { at: this.#now + ms, work };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** Lets time pass: every alarm rings at its moment, and promises settle in between. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await flushPromises();
    for (let next = this.#next(end); next !== null; next = this.#next(end)) {
      this.#now = Math.max(this.#now, next.at);
      await this.#ring(next);
    }
    this.#now = end;
  }

  /** The lid is closed for `ms`: afterwards everything that was due rings at once, late. */
  async sleep(ms: number): Promise<void> {
    this.#now += ms;
    const due = [...this.#alarms].filter(({ at }) => at <= this.#now).toSorted((a, b) => a.at - b.at);
    for (const alarm of due) if (this.#alarms.has(alarm)) await this.#ring(alarm);
  }

  /** The lid is closed for `ms`, and the alarms' own clock stands still meanwhile: they ring as much later. */
  oversleep(ms: number): void {
    this.#now += ms;
    for (const alarm of this.#alarms) alarm.at += ms;
  }

  /** How long until the next alarm rings, in ms. */
  untilNext(): number {
    return (this.#next(Infinity)?.at ?? Infinity) - this.#now;
  }

  #next(end: number): Alarm | null {
    const due = [...this.#alarms].filter(({ at }) => at <= end);
    return due.toSorted((a, b) => a.at - b.at)[0] ?? null;
  }

  async #ring(alarm: Alarm): Promise<void> {
    this.#alarms.delete(alarm);
    alarm.work();
    await flushPromises();
  }
}

/** Lets every promise that can settle do so. */
export async function flushPromises(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
}
