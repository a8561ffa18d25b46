import { hasChanges } from "./has-changes.ts";

/** A value that changes by parts. */
export interface Store<State extends object> {
  get(): State;
  set(change: Partial<State>): void;
}

/**
 * A store that begins with `state`. It calls `changed` once after each turn of the loop in which something changed; a
 * change to what already is wakes nobody.
 */
export function createStore<State extends object>(state: State, changed: () => void): Store<State> {
  let told = true;

  return {
    get: () => state,
    set(change) {
      if (!hasChanges(state, change)) return;
      state = { ...state, ...change };
      if (!told) return;
      told = false;
      queueMicrotask(() => {
        told = true;
        changed();
      });
    },
  };
}
