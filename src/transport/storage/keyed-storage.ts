import { DAY, type Millis } from "#domain/model/instant.ts";
import { type BrowserStorage, browserWorld, type World } from "../browser-environment.ts";

/** How long unsent words are kept on somebody's device. */
const KEPT_MS: Millis = DAY;

/**
 * A place in the browser for plain objects of one kind, each under a key of its own: two tabs that read, change and write one
 * list would lose each other's entries, for browsers let storage run a little behind between processes.
 *
 * Nothing here throws. What the browser would not take is kept in memory, for as long as the page lives. What says when
 * it was written, in `at`, is forgotten a day later; so is what cannot be read.
 */
export class Shelf<Value extends object> {
  /** Begins every storage key. */
  readonly prefix: string;
  readonly #world: Pick<World, "now" | "storage" | "onStored">;
  readonly #memory = new Map<string, string>();

  /** @param prefix begins every storage key and every lock's name; name the organization in it */
  constructor(prefix: string, world: Pick<World, "now" | "storage" | "onStored"> = browserWorld) {
    this.prefix = prefix;
    this.#world = world;
  }

  read(key: string): Value | null {
    const name = this.prefix + key;
    try {
      const text = this.#memory.get(name) ?? this.#use((storage) => storage.getItem(name));
      const value = JSON.parse(text ?? "null");
      const now = this.#world.now();
      if (now - (value.at ?? now) < KEPT_MS) return value;
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
    const taken = this.#use((storage) => {
      if (value === null) storage.removeItem(name);
      else storage.setItem(name, text);
      return true;
    });
    if (!taken && value !== null) this.#memory.set(name, text);
  }

  /** Everything that is kept, in no order worth relying on. */
  all(): Value[] {
    const names = this.#use((storage) =>
      Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? ""),
    );
    return [...new Set([...this.#memory.keys(), ...(names ?? [])])].flatMap((name) => {
      const value = name.startsWith(this.prefix) ? this.read(name.slice(this.prefix.length)) : null;
      return value === null ? [] : [value];
    });
  }

  /** Calls `changed` when another tab has changed something, here or on another shelf. */
  watch(changed: () => void): void {
    this.#world.onStored(changed);
  }

  #use<T>(use: (storage: BrowserStorage) => T): T | null {
    try {
      return use(this.#world.storage());
    } catch {
      return null;
    }
  }
}
