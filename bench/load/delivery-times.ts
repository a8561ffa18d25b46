const TEXT_LENGTH = 100;
const RADIX = 36;

/** Unique texts of 100 characters with the times they were sent. */
export class DeliveryTimes {
  readonly #sentAt = new Map<string, number>();
  readonly #delays: number[] = [];
  #sent = 0;
  #arrived = 0;

  /** Creates a new text and records it as sent now. */
  next(): string {
    this.#sent += 1;
    const text = `${this.#sent.toString(RADIX)} `.padEnd(TEXT_LENGTH, "and-so-on-");
    this.#sentAt.set(text, performance.now());
    return text;
  }

  /** Counts a text as arrived. Unknown texts and duplicates are ignored. */
  delivered(text: string): void {
    const sentAt = this.#sentAt.get(text);
    if (sentAt === undefined) return;
    this.#sentAt.delete(text);
    this.#arrived += 1;
    this.#delays.push(performance.now() - sentAt);
  }

  /** The delivery time of each message in milliseconds, in the order of arrival. */
  get delays(): readonly number[] {
    return this.#delays;
  }

  get arrived(): number {
    return this.#arrived;
  }

  /** The number of messages that have not arrived yet. */
  get missing(): number {
    return this.#sentAt.size;
  }
}
