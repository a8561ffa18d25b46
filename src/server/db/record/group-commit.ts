/** Things that wait for the same work. */
export interface Gathering<T> {
  /** Which line it waits in: lines are worked on side by side, one batch of each at a time. */
  lineOf(one: T): string;
  /** Most in one batch. */
  atOnce: number;
  /** Must not throw. */
  work(batch: readonly T[]): Promise<void>;
}

/** Gathers what arrives while the work on what came before is under way, and does it together. */
export function createGatherer<T>({ lineOf, atOnce, work }: Gathering<T>) {
  const lines = new Map<string, T[]>();
  let waiting = 0;

  async function workOff(key: string, line: T[]): Promise<void> {
    while (line.length > 0) {
      // What arrives in the same turn of the loop goes along.
      await new Promise(setImmediate);
      const batch = line.splice(0, atOnce);
      waiting -= batch.length;
      await work(batch);
    }
    lines.delete(key);
  }

  return {
    /** How many wait and are not being worked on. */
    waiting: () => waiting,
    add(one: T): void {
      waiting += 1;
      const key = lineOf(one);
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
