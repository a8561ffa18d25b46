/** Runs calls one at a time, in order: each starts when the one before has settled. */
export function createSerialQueue() {
  let last: Promise<unknown> = Promise.resolve();

  return {
    run<T>(work: () => Promise<T>): Promise<T> {
      const turn = last.then(work);
      last = turn.catch(() => undefined);
      return turn;
    },
    /** Settles when all calls so far have. */
    idle: () => last,
  };
}
