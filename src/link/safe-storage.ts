/** The part of the browser's `Storage` that is used. */
export type BrowserStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** A storage that never throws. What the browser would not take is kept in memory, for as long as the page lives. */
export interface SafeStorage {
  read(key: string): string | null;
  write(key: string, value: string): void;
  remove(key: string): void;
  /** Every key that begins with `prefix`. */
  keys(prefix: string): string[];
}

/**
 * Makes a storage safe. Browsers throw on the mere mention of `localStorage` where storage is blocked, and on writing
 * when it is full.
 * @param open gives the storage, or throws
 */
export function safeStorage(open: () => BrowserStorage = () => localStorage): SafeStorage {
  const memory = new Map<string, string>();

  function attempt<T>(use: (storage: BrowserStorage) => T, otherwise: T): T {
    try {
      return use(open());
    } catch {
      return otherwise;
    }
  }

  function write(key: string, value: string): void {
    const taken = attempt((storage) => {
      storage.setItem(key, value);
      return true;
    }, false);
    if (taken) memory.delete(key);
    else memory.set(key, value);
  }

  return {
    read: (key) => memory.get(key) ?? attempt((storage) => storage.getItem(key), null),
    write,
    remove(key) {
      memory.delete(key);
      attempt((storage) => storage.removeItem(key), undefined);
    },
    keys: (prefix) =>
      [...new Set([...memory.keys(), ...attempt(keysOf, [])])].filter((key) => key.startsWith(prefix)),
  };
}

function keysOf(storage: BrowserStorage): string[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
}
