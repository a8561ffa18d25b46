import type { NumberedFact } from "#domain/model/fact.ts";
import { WakeUp } from "../wake-up.ts";

/** The most facts that wait for one reader. Who is further behind is told to start afresh, so memory is bounded. */
const QUEUE_MAX = 1_000;
const NOTHING: readonly NumberedFact[] = [];

/** What a tail has read and one reader has not yet taken. */
export class ReaderQueue {
  readonly #bell = new WakeUp();
  /** `null` for nothing: ten thousand quiet readers keep no list. */
  #waiting: NumberedFact[] | null = null;
  #isOverflowed = false;

  push(fact: NumberedFact): void {
    if (this.#waiting === null) this.#waiting = [fact];
    else if (this.#waiting.length < QUEUE_MAX) this.#waiting.push(fact);
    else this.#isOverflowed = true;
    this.#bell.signal();
  }

  /** Takes what is there, which may be nothing. */
  take(): readonly NumberedFact[] {
    const taken = this.#waiting;
    this.#waiting = null;
    return taken ?? NOTHING;
  }

  /** Resolves when there may be something to take, or when it is woken. */
  filled(): Promise<void> {
    return this.#waiting !== null || this.#isOverflowed ? Promise.resolve() : this.#bell.wait();
  }

  /** Ends the waiting for something to take. */
  wake(): void {
    this.#bell.signal();
  }

  get overflowed(): boolean {
    return this.#isOverflowed;
  }
}
