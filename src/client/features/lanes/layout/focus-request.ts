import type { CustomerId } from "#domain/model/ids.ts";
import { createStore } from "../../../store.ts";

/** The lane to focus as soon as it is rendered, or the list. */
export const focusRequest = createStore<CustomerId | "list" | null>(null);
