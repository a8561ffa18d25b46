import type { BrowserStorage } from "../safe-storage.ts";
import type { StorageEvents } from "../storage-events.ts";

/** One browser's storage, seen by any number of tabs. */
export class FakeStorage {
  readonly items = new Map<string, string>();
  readonly #tabs: { hear: (key: string | null) => void; view: BrowserStorage }[] = [];
  full = false;

  /** What one tab sees of it: the storage itself, and the events of the other tabs. */
  tab(): { view: BrowserStorage; events: StorageEvents } {
    const { items } = this;
    const tell = (key: string) => {
      for (const tab of this.#tabs) if (tab.view !== view) queueMicrotask(() => tab.hear(key));
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
        tell(key);
      },
      removeItem(key) {
        if (items.delete(key)) tell(key);
      },
    };
    return {
      view,
      events: (hear) => {
        const tab = { hear, view };
        this.#tabs.push(tab);
        return () => this.#tabs.splice(this.#tabs.indexOf(tab), 1);
      },
    };
  }
}
