import { useSyncExternalStore } from "react";

/** A value outside React that components can subscribe to. */
export interface Store<Value> {
  get(): Value;
  /** Notifies subscribers unless the value is the same. */
  set(value: Value): void;
  update(change: (value: Value) => Value): void;
  subscribe(changed: () => void): () => void;
}

/** Creates a store that holds `value`. */
export function createStore<Value>(value: Value): Store<Value> {
  const subscribers = new Set<() => void>();
  let current = value;

  function set(next: Value) {
    if (Object.is(next, current)) return;
    current = next;
    for (const changed of subscribers) changed();
  }

  return {
    get: () => current,
    set,
    update: (change) => set(change(current)),
    subscribe(changed) {
      subscribers.add(changed);
      return () => subscribers.delete(changed);
    },
  };
}

/**
 * Subscribes to the part of a store that `select` returns.
 * @param select must return the same object for the same value, or the component renders endlessly
 */
export function useStore<Value, Part>(store: Store<Value>, select: (value: Value) => Part): Part {
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
