import type { KeyedStorage } from "#transport/storage/keyed-storage.ts";
import { useMemberStorage } from "../../../live/member-storage.ts";
import { createStore, type Store, useStore } from "../../../store.ts";
import type { LaneLayout } from "./lane-layout.ts";
import { parseLayout } from "./parse-layout.ts";

const layouts = new Map<KeyedStorage<object>, Store<LaneLayout>>();

/** Which chats are open and how they stand; remembered in this browser. */
export function useStoredLayout(): [LaneLayout, (change: (layout: LaneLayout) => LaneLayout) => void] {
  const { screenState } = useMemberStorage();
  const store = layouts.get(screenState) ?? open(screenState);
  return [useStore(store, (layout) => layout), store.update];
}

function open(shelf: KeyedStorage<object>): Store<LaneLayout> {
  const store = createStore(parseLayout(shelf.read("lanes")));
  store.subscribe(() => shelf.write("lanes", store.get()));
  layouts.set(shelf, store);
  return store;
}
