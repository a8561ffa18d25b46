/** Options of {@link createGroupCommit}. */
export interface GroupCommitOptions<T> {
  /** The key of an item's queue. Queues are processed concurrently, each one batch at a time. */
  queueOf(one: T): string;
  /** The largest size of a batch. */
  maxBatch: number;
  /** Commits a batch. Must not throw. */
  commit(batch: readonly T[]): Promise<void>;
}

/** Collects items that arrive while a batch is being committed into the next batch. */
export function createGroupCommit<T>({ queueOf, maxBatch, commit }: GroupCommitOptions<T>) {
  const queues = new Map<string, T[]>();
  let waiting = 0;

  async function drain(key: string, queue: T[]): Promise<void> {
    while (queue.length > 0) {
      // Wait for items added in the same tick of the event loop.
      await new Promise(setImmediate);
      const batch = queue.splice(0, maxBatch);
      waiting -= batch.length;
      await commit(batch);
    }
    queues.delete(key);
  }

  return {
    /** The number of waiting items, not counting those being committed. */
    waiting: () => waiting,
    add(one: T): void {
      waiting += 1;
      const key = queueOf(one);
      const queue = queues.get(key);
      if (queue !== undefined) {
        queue.push(one);
        return;
      }
      const newQueue = [one];
      queues.set(key, newQueue);
      void drain(key, newQueue);
    },
  };
}
