import { useSyncExternalStore } from "react";

/** A value outside React that components may watch. */
export interface Store<Value> {
  get(): Value;
  /** Tells the watchers unless it is the same value. */
  set(value: Value): void;
  update(change: (value: Value) => Value): void;
  subscribe(changed: () => void): () => void;
}

/** Holds `value` until told otherwise. */
export function createStore<Value>(value: Value): Store<Value> {
  const watchers = new Set<() => void>();
  let held = value;

  function set(next: Value) {
    if (Object.is(next, held)) return;
    held = next;
    for (const changed of watchers) changed();
  }

  return {
    get: () => held,
    set,
    update: (change) => set(change(held)),
    subscribe(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
  };
}

/**
 * Watches the part of a store that `select` picks.
 * @param select must answer with the same object for the same value, or the component draws for ever
 */
export function useStore<Value, Part>(store: Store<Value>, select: (value: Value) => Part): Part {
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
