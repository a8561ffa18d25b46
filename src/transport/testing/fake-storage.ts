import type { BrowserStorage, BrowserEnvironment } from "../browser-environment.ts";
import { ManualClock } from "./manual-clock.ts";

/** One browser's storage, seen by any number of tabs. */
export class FakeStorage {
  readonly items = new Map<string, string>();
  readonly #clock: ManualClock;
  readonly #tabs: { hear: () => void; view: BrowserStorage }[] = [];
  full = false;
  blocked = false;

  constructor(clock = new ManualClock()) {
    this.#clock = clock;
  }

  /** What one tab sees of it: the storage itself, and the events of the other tabs. */
  tab(): Pick<BrowserEnvironment, "now" | "storage" | "onStorageChange"> {
    const view = this.#view();
    return {
      now: () => this.#clock.now(),
      storage: () => {
        if (this.blocked) throw new DOMException("denied", "SecurityError");
        return view;
      },
      onStorageChange: (hear) => void this.#tabs.push({ hear, view }),
    };
  }

  #view(): BrowserStorage {
    const { items } = this;
    const tell = () => {
      for (const tab of this.#tabs) if (tab.view !== view) queueMicrotask(tab.hear);
    };
    const isFull = () => this.full;
    const view: BrowserStorage = {
      get length() {
        return items.size;
      },
      // A browser's storage keeps no order worth relying on.
      key: (index) => [...items.keys()].toSorted()[index] ?? null,
      getItem: (key) => items.get(key) ?? null,
      setItem(key, value) {
        if (isFull()) throw new DOMException("full", "QuotaExceededError");
        items.set(key, value);
        tell();
      },
      removeItem(key) {
        if (items.delete(key)) tell();
      },
    };
    return view;
  }
}
