/** Things that wait for the same work. */
export interface GroupCommitOptions<T> {
  /** Which line it waits in: lines are worked on side by side, one batch of each at a time. */
  queueOf(one: T): string;
  /** Most in one batch. */
  maxBatch: number;
  /** Must not throw. */
  commit(batch: readonly T[]): Promise<void>;
}

/** Gathers what arrives while the work on what came before is under way, and does it together. */
export function createGroupCommit<T>({ queueOf, maxBatch, commit }: GroupCommitOptions<T>) {
  const lines = new Map<string, T[]>();
  let waiting = 0;

  async function workOff(key: string, line: T[]): Promise<void> {
    while (line.length > 0) {
      // What arrives in the same turn of the loop goes along.
      await new Promise(setImmediate);
      const batch = line.splice(0, maxBatch);
      waiting -= batch.length;
      await commit(batch);
    }
    lines.delete(key);
  }

  return {
    /** How many wait and are not being worked on. */
    waiting: () => waiting,
    add(one: T): void {
      waiting += 1;
      const key = queueOf(one);
      const line = lines.get(key);
      if (line !== undefined) {
        line.push(one);
        return;
      }
      const begun = [one];
      lines.set(key, begun);
      void workOff(key, begun);
    },
  };
}
