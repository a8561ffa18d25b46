/** Puts calls in line: each begins when the one before has settled, in the order in which they came. */
export function createSerialQueue() {
  let tail: Promise<unknown> = Promise.resolve();

  return {
    run<T>(work: () => Promise<T>): Promise<T> {
      const turn = tail.then(work);
      tail = turn.catch(() => undefined);
      return turn;
    },
    /** Settles when everything in line so far has. */
    idle: () => tail,
  };
}
