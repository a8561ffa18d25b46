import { createStore } from "../../../store.ts";

/** Something the layout did by itself, and how to take it back. */
export interface Toast {
  text: string;
  undo: (() => void) | null;
}

/** The last one; `null` when there is nothing to say. */
export const toast = createStore<Toast | null>(null);
