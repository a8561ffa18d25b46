/** Counts per key. Keys that reach zero are forgotten. */
export interface KeyedCounter {
  count(key: string): number;
  add(key: string): void;
  remove(key: string): void;
}

/** Creates a counter with all keys at zero. */
export function createKeyedCounter(): KeyedCounter {
  const counts = new Map<string, number>();

  return {
    count: (key) => counts.get(key) ?? 0,
    add: (key) => void counts.set(key, (counts.get(key) ?? 0) + 1),
    remove(key) {
      const left = (counts.get(key) ?? 0) - 1;
      if (left > 0) counts.set(key, left);
      else counts.delete(key);
    },
  };
}
