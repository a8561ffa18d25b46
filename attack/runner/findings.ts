/** The results of an attack, collected while it runs. */
export class Findings {
  readonly #counters = new Map<string, number>();
  readonly #examples: string[] = [];
  readonly #plans = new Map<string, { planned: number; done: number }>();
  readonly #figures = new Map<string, number>();

  /** @param counters - the counters, each of which must stay 0 */
  constructor(counters: readonly string[]) {
    for (const name of counters) this.#counters.set(name, 0);
  }

  /** Counts something that must not happen, and keeps the first few as examples. */
  countViolation(counter: string, what: string): void {
    const count = this.#counters.get(counter);
    if (count === undefined) throw new Error(`Unknown counter "${counter}"`);
    this.#counters.set(counter, count + 1);
    if (count < EXAMPLES) this.#examples.push(`${counter}: ${what.slice(0, EXAMPLE_LENGTH)}`);
  }

  /** Plans to do something `times` times. If it is done less often, the run fails. */
  plan(what: string, times: number): void {
    const { planned = 0, done = 0 } = this.#plans.get(what) ?? {};
    this.#plans.set(what, { planned: planned + times, done });
  }

  markDone(what: string, times = 1): void {
    const { planned = 0, done = 0 } = this.#plans.get(what) ?? {};
    this.#plans.set(what, { planned, done: done + times });
  }

  /** Records a measurement that is reported, not checked. */
  recordFigure(name: string, value: number): void {
    this.#figures.set(name, value);
  }

  /** Adds the results of the process in the isolated network. */
  merge(other: {
    counters: Record<string, number>;
    figures: Record<string, number>;
    examples: readonly string[];
  }): void {
    for (const [name, count] of Object.entries(other.counters))
      this.#counters.set(name, (this.#counters.get(name) ?? 0) + count);
    for (const [name, value] of Object.entries(other.figures)) this.#figures.set(name, value);
    this.#examples.push(...other.examples);
  }

  counters(): Record<string, number> {
    return Object.fromEntries(this.#counters);
  }

  figures(): Record<string, number> {
    const completed = [...this.#plans].map(([what, { done }]) => [what, done] as const);
    return { ...Object.fromEntries(completed), ...Object.fromEntries(this.#figures) };
  }

  examples(): readonly string[] {
    return this.#examples;
  }

  /** Describes what was done less often than planned. */
  missed(): string[] {
    return [...this.#plans]
      .filter(([, { planned, done }]) => done < planned)
      .map(([what, { planned, done }]) => `${what}: ${done} of ${planned}`);
  }
}

const EXAMPLES = 5;
const EXAMPLE_LENGTH = 300;
