/** What an attack found out, kept while it goes on. */
export class Findings {
  readonly #counters = new Map<string, number>();
  readonly #examples: string[] = [];
  readonly #plans = new Map<string, { planned: number; done: number }>();
  readonly #figures = new Map<string, number>();

  /** @param counters - what is counted; each must stay 0 */
  constructor(counters: readonly string[]) {
    for (const name of counters) this.#counters.set(name, 0);
  }

  /** Something that must not be: counts it, and keeps the first few of a kind to be shown. */
  countViolation(counter: string, what: string): void {
    const count = this.#counters.get(counter);
    if (count === undefined) throw new Error(`Nothing was said of a counter "${counter}"`);
    this.#counters.set(counter, count + 1);
    if (count < EXAMPLES) this.#examples.push(`${counter}: ${what.slice(0, EXAMPLE_LENGTH)}`);
  }

  /** Announces `times` of something. What is announced and not carried out fails the run. */
  plan(what: string, times: number): void {
    const { planned = 0, done = 0 } = this.#plans.get(what) ?? {};
    this.#plans.set(what, { planned: planned + times, done });
  }

  markDone(what: string, times = 1): void {
    const { planned = 0, done = 0 } = this.#plans.get(what) ?? {};
    this.#plans.set(what, { planned, done: done + times });
  }

  /** Something measured that is told and not judged. */
  recordFigure(name: string, value: number): void {
    this.#figures.set(name, value);
  }

  /** Takes over what was kept elsewhere: by a process in a network of its own. */
  merge(told: {
    counters: Record<string, number>;
    figures: Record<string, number>;
    examples: readonly string[];
  }): void {
    for (const [name, count] of Object.entries(told.counters))
      this.#counters.set(name, (this.#counters.get(name) ?? 0) + count);
    for (const [name, value] of Object.entries(told.figures)) this.#figures.set(name, value);
    this.#examples.push(...told.examples);
  }

  counters(): Record<string, number> {
    return Object.fromEntries(this.#counters);
  }

  figures(): Record<string, number> {
    const carriedOut = [...this.#plans].map(([what, { done }]) => [what, done] as const);
    return { ...Object.fromEntries(carriedOut), ...Object.fromEntries(this.#figures) };
  }

  examples(): readonly string[] {
    return this.#examples;
  }

  /** What was announced and has not been done as often, in words. */
  missed(): string[] {
    return [...this.#plans]
      .filter(([, { planned, done }]) => done < planned)
      .map(([what, { planned, done }]) => `${what}: ${done} of ${planned}`);
  }
}

const EXAMPLES = 5;
const EXAMPLE_LENGTH = 300;
