import type { Shelf } from "#transport/storage/keyed-storage.ts";
import { useBelongings } from "../../../live/member-storage.ts";
import { createStore, type Store, useStore } from "../../../store.ts";
import type { Layout } from "./lane-layout.ts";
import { parseLayout } from "./parse-layout.ts";

const layouts = new Map<Shelf<object>, Store<Layout>>();

/** Which chats are open and how they stand; remembered in this browser. */
export function useLayout(): [Layout, (change: (layout: Layout) => Layout) => void] {
  const { shelf } = useBelongings();
  const store = layouts.get(shelf) ?? open(shelf);
  return [useStore(store, (layout) => layout), store.update];
}

function open(shelf: Shelf<object>): Store<Layout> {
  const store = createStore(parseLayout(shelf.read("lanes")));
  store.watch(() => shelf.write("lanes", store.get()));
  layouts.set(shelf, store);
  return store;
}
