import type { CustomerId } from "#domain/ids.ts";
import { createStore } from "../../store.ts";

/** Whose composer is to have the keyboard's focus as soon as it is there. */
export const focusAsked = createStore<CustomerId | null>(null);
