import { createStore } from "../../../store.ts";

/** Something the layout did by itself, and how to take it back. */
export interface Notice {
  text: string;
  undo: (() => void) | null;
}

/** The last one; `null` when there is nothing to say. */
export const notice = createStore<Notice | null>(null);
