import { DAY, type Millis } from "#domain/model/instant.ts";
import { type BrowserStorage, browserEnvironment, type BrowserEnvironment } from "../browser-environment.ts";

/** How long unsent texts are kept on a device. */
const MAX_AGE_MS: Millis = DAY;

/**
 * Browser storage for plain objects of one kind, each under its own key. If two tabs read, changed and wrote one
 * list, they would lose each other's entries, because storage is not synchronized at once between processes.
 *
 * Nothing here throws. A value that cannot be stored is kept in memory until the page is closed. A value with its
 * time in `at` is removed after a day; so is one that cannot be read.
 */
export class KeyedStorage<Value extends object> {
  /** Prefixes every storage key. */
  readonly prefix: string;
  readonly #environment: Pick<BrowserEnvironment, "now" | "storage" | "onStorageChange">;
  readonly #memory = new Map<string, string>();

  /**
   * Opens the storage. @param prefix prefixes every storage key and every lock's name; it should contain the
   * organization
   */
  constructor(
    prefix: string,
    environment: Pick<BrowserEnvironment, "now" | "storage" | "onStorageChange"> = browserEnvironment,
  ) {
    this.prefix = prefix;
    this.#environment = environment;
  }

  read(key: string): Value | null {
    const name = this.prefix + key;
    try {
      const text = this.#memory.get(name) ?? this.#withStorage((storage) => storage.getItem(name));
      const value = JSON.parse(text ?? "null");
      const now = this.#environment.now();
      if (now - (value.at ?? now) < MAX_AGE_MS) return value;
    } catch {
      // Unreadable values are removed.
    }
    this.write(key, null);
    return null;
  }

  /** Stores a value. `null` removes it. */
  write(key: string, value: Value | null): void {
    const name = this.prefix + key;
    const text = JSON.stringify(value);
    this.#memory.delete(name);
    const isStored = this.#withStorage((storage) => {
      if (value === null) storage.removeItem(name);
      else storage.setItem(name, text);
      return true;
    });
    if (!isStored && value !== null) this.#memory.set(name, text);
  }

  /** Returns all values, in no particular order. */
  all(): Value[] {
    const names = this.#withStorage((storage) =>
      Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? ""),
    );
    return [...new Set([...this.#memory.keys(), ...(names ?? [])])].flatMap((name) => {
      const value = name.startsWith(this.prefix) ? this.read(name.slice(this.prefix.length)) : null;
      return value === null ? [] : [value];
    });
  }

  /** Calls `changed` when another tab has changed something, under this prefix or another. */
  watch(changed: () => void): void {
    this.#environment.onStorageChange(changed);
  }

  #withStorage<T>(use: (storage: BrowserStorage) => T): T | null {
    try {
      return use(this.#environment.storage());
    } catch {
      return null;
    }
  }
}
