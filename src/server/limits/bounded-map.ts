/** The maximum number of keys that one limiter remembers. */
const KEYS_MAX = 20_000;

/**
 * A map with a bounded number of keys. A flood of new keys evicts the oldest instead of growing it. Ordered by the
 * last `set`.
 */
export class BoundedMap<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  readonly #maxKeys: number;

  constructor(maxKeys = KEYS_MAX) {
    this.#maxKeys = maxKeys;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: Key): Value | undefined {
    return this.#entries.get(key);
  }

  /** Sets a value and makes its key the newest. */
  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.update(key, value);
  }

  /** Sets a value. An existing key keeps its place in the order. */
  update(key: Key, value: Value): void {
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#maxKeys) return;
    for (const oldest of this.#entries.keys()) return void this.#entries.delete(oldest);
  }

  delete(key: Key): void {
    this.#entries.delete(key);
  }

  /** The values, oldest first. */
  values(): Iterable<Value> {
    return this.#entries.values();
  }
}
