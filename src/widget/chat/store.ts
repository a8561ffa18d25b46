import { hasChanges } from "./has-changes.ts";

/** A state object that is changed by partial updates. */
export interface Store<State extends object> {
  get(): State;
  set(change: Partial<State>): void;
}

/**
 * A store with an initial `state`. It calls `changed` once after each turn of the event loop with changes; setting equal
 * values does not count.
 */
export function createStore<State extends object>(state: State, changed: () => void): Store<State> {
  let isNotified = true;

  return {
    get: () => state,
    set(change) {
      if (!hasChanges(state, change)) return;
      state = { ...state, ...change };
      if (!isNotified) return;
      isNotified = false;
      queueMicrotask(() => {
        isNotified = true;
        changed();
      });
    },
  };
}
