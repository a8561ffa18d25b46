const TEXT_LENGTH = 100;
const RADIX = 36;

/** Texts of 100 characters that can be told apart when they are heard, and when each was said. */
export class TimedMessages {
  readonly #saidAt = new Map<string, number>();
  readonly #delays: number[] = [];
  #said = 0;
  #heard = 0;

  /** A new text, said now. */
  next(): string {
    this.#said += 1;
    const text = `${this.#said.toString(RADIX)} `.padEnd(TEXT_LENGTH, "and-so-on-");
    this.#saidAt.set(text, performance.now());
    return text;
  }

  /** The other person has it. What was not said here, or was heard before, is not counted. */
  delivered(text: string): void {
    const saidAt = this.#saidAt.get(text);
    if (saidAt === undefined) return;
    this.#saidAt.delete(text);
    this.#heard += 1;
    this.#delays.push(performance.now() - saidAt);
  }

  /** How long each took to the other person, in milliseconds, in the order in which they arrived. */
  get delays(): readonly number[] {
    return this.#delays;
  }

  get heard(): number {
    return this.#heard;
  }

  /** How many are still on their way. */
  get missing(): number {
    return this.#saidAt.size;
  }
}
