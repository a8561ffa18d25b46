import type { KeyedStorage } from "#transport/storage/keyed-storage.ts";
import { useMemberStorage } from "../../../live/member-storage.ts";
import { createStore, type Store, useStore } from "../../../store.ts";
import type { LaneLayout } from "./lane-layout.ts";
import { parseLayout } from "./parse-layout.ts";

const layouts = new Map<KeyedStorage<object>, Store<LaneLayout>>();

/** The lane layout, stored in this browser. */
export function useStoredLayout(): [LaneLayout, (change: (layout: LaneLayout) => LaneLayout) => void] {
  const { screenState } = useMemberStorage();
  const store = layouts.get(screenState) ?? openStore(screenState);
  return [useStore(store, (layout) => layout), store.update];
}

function openStore(storage: KeyedStorage<object>): Store<LaneLayout> {
  const store = createStore(parseLayout(storage.read("lanes")));
  store.subscribe(() => storage.write("lanes", store.get()));
  layouts.set(storage, store);
  return store;
}
