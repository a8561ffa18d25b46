import type { NumberedFact } from "#domain/model/fact.ts";
import { WakeUp } from "../wake-up.ts";

/** The maximum number of facts that wait for one reader, to bound memory. A reader further behind must resync. */
const QUEUE_MAX = 1_000;
const NOTHING: readonly NumberedFact[] = [];

/** Facts that a tail has read and one reader has not yet taken. */
export class ReaderQueue {
  readonly #wakeUp = new WakeUp();
  /** `null` if empty, so that ten thousand idle readers hold no array. */
  #waiting: NumberedFact[] | null = null;
  #isOverflowed = false;

  push(fact: NumberedFact): void {
    if (this.#waiting === null) this.#waiting = [fact];
    else if (this.#waiting.length < QUEUE_MAX) this.#waiting.push(fact);
    else this.#isOverflowed = true;
    this.#wakeUp.signal();
  }

  /** Takes everything out of the queue, which may be nothing. */
  take(): readonly NumberedFact[] {
    const taken = this.#waiting;
    this.#waiting = null;
    return taken ?? NOTHING;
  }

  /** Resolves when there may be something to take, or on `wake`. */
  filled(): Promise<void> {
    return this.#waiting !== null || this.#isOverflowed ? Promise.resolve() : this.#wakeUp.wait();
  }

  /** Resolves a pending `filled`. */
  wake(): void {
    this.#wakeUp.signal();
  }

  get overflowed(): boolean {
    return this.#isOverflowed;
  }
}
