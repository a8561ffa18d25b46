import type { BrowserStorage, WebLocks, BrowserEnvironment } from "#transport/browser-environment.ts";

/** One browser: the storage and the locks its tabs share. */
export interface SimulatedBrowser {
  name: string;
  openTab: () => SimulatedTab;
}

/** The parts of the browser that one tab can use. */
export interface SimulatedTab extends Pick<BrowserEnvironment, "storage" | "onStorageChange" | "locks"> {
  /** Ends the tab. The browser releases the locks it held. */
  crash: () => void;
}

/** Creates a browser with empty storage; `name` prefixes the keys of everything its tabs store. */
export function createSimulatedBrowser(name: string): SimulatedBrowser {
  const items = new Map<string, string>();
  const listeners = new Map<SimulatedTab, () => void>();
  const held = new Map<string, Promise<void>>();

  function openTab(): SimulatedTab {
    const ownReleases = new Set<() => void>();
    let isCrashed = false;
    const storage = storageOver(items, () => {
      for (const [tab, listener] of listeners) if (tab !== self) queueMicrotask(listener);
    });
    const locks: WebLocks = {
      async request(lock, _options, work) {
        const before = held.get(lock) ?? Promise.resolve();
        const { promise, resolve } = Promise.withResolvers<void>();
        const release = () => void before.then(resolve);
        held.set(lock, promise);
        ownReleases.add(release);
        await before;
        if (isCrashed) return;
        await work();
        ownReleases.delete(release);
        release();
      },
    };
    const self: SimulatedTab = {
      storage() {
        if (isCrashed) throw new Error("the tab has crashed");
        return storage;
      },
      onStorageChange: (listener) => void listeners.set(self, listener),
      locks,
      crash() {
        isCrashed = true;
        listeners.delete(self);
        for (const release of ownReleases) release();
        ownReleases.clear();
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
