import { createStore } from "../../../store.ts";

/** A short notice, and how to undo what it reports. */
export interface Toast {
  text: string;
  undo: (() => void) | null;
}

/** The current toast; `null` when there is none. */
export const toast = createStore<Toast | null>(null);
