import type { BrowserStorage, WebLocks, BrowserEnvironment } from "#transport/browser-environment.ts";

/** One browser: the storage and the locks its tabs share. */
export interface SimulatedBrowser {
  name: string;
  openTab: () => SimulatedTab;
}

/** What one tab sees of its browser. */
export interface SimulatedTab extends Pick<BrowserEnvironment, "storage" | "onStorageChange" | "locks"> {
  /** The tab is gone, and the browser takes back the locks it held. */
  crash: () => void;
}

/** A browser that nobody has been in; `name` begins the keys of what its tabs store. */
export function createSimulatedBrowser(name: string): SimulatedBrowser {
  const items = new Map<string, string>();
  const hearers = new Map<SimulatedTab, () => void>();
  const held = new Map<string, Promise<void>>();

  function openTab(): SimulatedTab {
    const mine = new Set<() => void>();
    let isGone = false;
    const storage = storageOver(items, () => {
      for (const [tab, hear] of hearers) if (tab !== self) queueMicrotask(hear);
    });
    const locks: WebLocks = {
      async request(lock, _options, work) {
        const before = held.get(lock) ?? Promise.resolve();
        const { promise, resolve } = Promise.withResolvers<void>();
        const release = () => void before.then(resolve);
        held.set(lock, promise);
        mine.add(release);
        await before;
        if (isGone) return;
        await work();
        mine.delete(release);
        release();
      },
    };
    const self: SimulatedTab = {
      storage() {
        if (isGone) throw new Error("there is no such tab");
        return storage;
      },
      onStorageChange: (hear) => void hearers.set(self, hear),
      locks,
      crash() {
        isGone = true;
        hearers.delete(self);
        for (const release of mine) release();
        mine.clear();
      },
    };
    return self;
  }
  return { name, openTab };
}

function storageOver(items: Map<string, string>, changed: () => void): BrowserStorage {
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (name) => items.get(name) ?? null,
    setItem(name, text) {
      items.set(name, text);
      changed();
    },
    removeItem(name) {
      if (items.delete(name)) changed();
    },
  };
}
