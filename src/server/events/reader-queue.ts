import type { NumberedFact } from "#domain/fact.ts";
import { createBell } from "./bell.ts";

/** The most facts that wait for one reader. Who is further behind is told to start afresh, so memory is bounded. */
const QUEUE_MAX = 1_000;

/** What a tail has read and one reader has not yet taken. */
export interface ReaderQueue {
  push(fact: NumberedFact): void;
  /** Takes what is there; waits for the first, or to be woken. */
  take(): Promise<NumberedFact[]>;
  /** Wakes a waiting `take`. */
  wake(): void;
  readonly overflowed: boolean;
}

/** An empty queue for one reader. */
export function createReaderQueue(capacity = QUEUE_MAX): ReaderQueue {
  const bell = createBell();
  let waiting: NumberedFact[] = [];
  let overflowed = false;

  return {
    push(fact) {
      if (waiting.length >= capacity) overflowed = true;
      else waiting.push(fact);
      bell.ring();
    },
    async take() {
      if (waiting.length === 0 && !overflowed) await bell.heard();
      const taken = waiting;
      waiting = [];
      return taken;
    },
    wake: bell.ring,
    get overflowed() {
      return overflowed;
    },
  };
}
