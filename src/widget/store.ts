import { differs } from "./differs.ts";

/** A value that changes by parts, and tells so. */
export interface Store<State extends object> {
  get(): State;
  set(change: Partial<State>): void;
  /** Calls `changed` once after each turn of the loop in which something changed; the answer stops it. */
  subscribe(changed: () => void): () => void;
}

/** A store that begins with `state`. A change to what already is wakes nobody. */
export function createStore<State extends object>(state: State): Store<State> {
  const listeners = new Set<() => void>();
  let told = true;

  function tell(): void {
    told = true;
    for (const listener of listeners) listener();
  }

  return {
    get: () => state,
    set(change) {
      if (!differs(state, change)) return;
      state = { ...state, ...change };
      if (!told) return;
      told = false;
      queueMicrotask(tell);
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
