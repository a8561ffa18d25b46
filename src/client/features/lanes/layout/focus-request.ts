import type { CustomerId } from "#domain/model/ids.ts";
import { createStore } from "../../../store.ts";

/** Whose lane is to have the keyboard's focus as soon as it is there, or that the list is to have it. */
export const focusRequest = createStore<CustomerId | "list" | null>(null);
