/** A document's number in the index, at most 2²⁴ − 1. */
export type Slot = number;

const COUNT_BITS = 8;
const COUNT_MAX = (1 << COUNT_BITS) - 1;

/**
 * The documents in which a term occurs, and how often (up to 255 times). Four bytes each, because an index has millions of
 * them.
 */
export class PostingList {
  #entries = new Uint32Array(1);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(slot: Slot, count: number): void {
    if (this.#length === this.#entries.length) this.#resize(Math.ceil(this.#length * 1.5) + 1);
    this.#entries[this.#length] = slot * (COUNT_MAX + 1) + Math.min(count, COUNT_MAX);
    this.#length += 1;
  }

  /** Takes time linear in the length of the list. */
  remove(slot: Slot): void {
    let kept = 0;
    for (let at = 0; at < this.#length; at += 1) {
      const entry = this.#entries[at] ?? 0;
      if (entry >>> COUNT_BITS === slot) continue;
      this.#entries[kept] = entry;
      kept += 1;
    }
    this.#length = kept;
    if (kept * 4 < this.#entries.length) this.#resize(kept);
  }

  each(visit: (slot: Slot, count: number) => void): void {
    const entries = this.#entries;
    for (let at = 0; at < this.#length; at += 1) {
      const entry = entries[at] ?? 0;
      visit(entry >>> COUNT_BITS, entry & COUNT_MAX);
    }
  }

  #resize(capacity: number): void {
    const entries = new Uint32Array(capacity);
    entries.set(this.#entries.subarray(0, this.#length));
    this.#entries = entries;
  }
}
