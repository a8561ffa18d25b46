import type { BrowserStorage, BrowserEnvironment } from "../browser-environment.ts";
import { ManualClock } from "./manual-clock.ts";

/** The storage of one browser, shared by any number of tabs. */
export class FakeStorage {
  readonly items = new Map<string, string>();
  readonly #clock: ManualClock;
  readonly #tabs: { onChange: () => void; view: BrowserStorage }[] = [];
  full = false;
  blocked = false;

  constructor(clock = new ManualClock()) {
    this.#clock = clock;
  }

  /** The parts that one tab can use: the storage itself, and the events of the other tabs. */
  tab(): Pick<BrowserEnvironment, "now" | "storage" | "onStorageChange"> {
    const view = this.#view();
    return {
      now: () => this.#clock.now(),
      storage: () => {
        if (this.blocked) throw new DOMException("denied", "SecurityError");
        return view;
      },
      onStorageChange: (onChange) => void this.#tabs.push({ onChange, view }),
    };
  }

  #view(): BrowserStorage {
    const { items } = this;
    const notify = () => {
      for (const tab of this.#tabs) if (tab.view !== view) queueMicrotask(tab.onChange);
    };
    const isFull = () => this.full;
    const view: BrowserStorage = {
      get length() {
        return items.size;
      },
      // A browser's storage has no reliable order.
      key: (index) => [...items.keys()].toSorted()[index] ?? null,
      getItem: (key) => items.get(key) ?? null,
      setItem(key, value) {
        if (isFull()) throw new DOMException("full", "QuotaExceededError");
        items.set(key, value);
        notify();
      },
      removeItem(key) {
        if (items.delete(key)) notify();
      },
    };
    return view;
  }
}
