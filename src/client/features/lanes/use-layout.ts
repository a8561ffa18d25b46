import { useBelongings } from "../../live/belongings.ts";
import { createStore, type Store, useStore } from "../../store.ts";
import type { Layout } from "./layout.ts";
import { parseLayout } from "./parse-layout.ts";

const layouts = new Map<string, Store<Layout>>();

/** Which chats are open and how they stand; remembered in this browser. */
export function useLayout(): [Layout, (change: (layout: Layout) => Layout) => void] {
  const { storage, prefix } = useBelongings();
  const key = `${prefix}lanes`;
  const store = layouts.get(key) ?? open(key, storage);
  return [useStore(store, (layout) => layout), store.update];
}

function open(key: string, storage: ReturnType<typeof useBelongings>["storage"]): Store<Layout> {
  const store = createStore(parseLayout(storage.read(key)));
  store.watch(() => storage.write(key, JSON.stringify(store.get())));
  layouts.set(key, store);
  return store;
}
