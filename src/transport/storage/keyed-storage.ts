import { DAY, type Millis } from "#domain/model/instant.ts";
import { type BrowserStorage, browserEnvironment, type BrowserEnvironment } from "../browser-environment.ts";

/** How long unsent words are kept on somebody's device. */
const MAX_AGE_MS: Millis = DAY;

/**
 * A place in the browser for plain objects of one kind, each under a key of its own: two tabs that read, change and write one
 * list would lose each other's entries, for browsers let storage run a little behind between processes.
 *
 * Nothing here throws. What the browser would not take is kept in memory, for as long as the page lives. What says when
 * it was written, in `at`, is forgotten a day later; so is what cannot be read.
 */
export class KeyedStorage<Value extends object> {
  /** Begins every storage key. */
  readonly prefix: string;
  readonly #environment: Pick<BrowserEnvironment, "now" | "storage" | "onStorageChange">;
  readonly #memory = new Map<string, string>();

  /** @param prefix begins every storage key and every lock's name; name the organization in it */
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
      // Nobody can read it, so nobody will miss it.
    }
    this.write(key, null);
    return null;
  }

  /** Keeps a value; `null` forgets the one that was there. */
  write(key: string, value: Value | null): void {
    const name = this.prefix + key;
    const text = JSON.stringify(value);
    this.#memory.delete(name);
    const taken = this.#withStorage((storage) => {
      if (value === null) storage.removeItem(name);
      else storage.setItem(name, text);
      return true;
    });
    if (!taken && value !== null) this.#memory.set(name, text);
  }

  /** Everything that is kept, in no order worth relying on. */
  all(): Value[] {
    const names = this.#withStorage((storage) =>
      Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? ""),
    );
    return [...new Set([...this.#memory.keys(), ...(names ?? [])])].flatMap((name) => {
      const value = name.startsWith(this.prefix) ? this.read(name.slice(this.prefix.length)) : null;
      return value === null ? [] : [value];
    });
  }

  /** Calls `changed` when another tab has changed something, here or on another shelf. */
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
