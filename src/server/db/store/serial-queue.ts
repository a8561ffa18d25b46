/** Runs calls one at a time, in order: each starts when the previous one has settled. */
export interface SerialQueue {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Settles when all calls made so far have. */
  idle(): Promise<unknown>;
}

/** Creates an empty queue. */
export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();

  return {
    run<T>(work: () => Promise<T>): Promise<T> {
      const turn = last.then(work);
      last = turn.catch(() => undefined);
      return turn;
    },
    idle: () => last,
  };
}
