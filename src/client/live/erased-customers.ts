import type { CustomerId } from "#domain/model/ids.ts";
import { createStore } from "../store.ts";

/** Customers of whom there is nothing (any more): whoever shows one lets go of them. */
export const gone = createStore<ReadonlySet<CustomerId>>(new Set());

/** Notes that there is nothing of these. */
export function noteGone(ids: readonly CustomerId[]): void {
  if (ids.some((id) => !gone.get().has(id))) gone.update((all) => new Set([...all, ...ids]));
}

/** Notes that this one has come (again). */
export function noteThere(id: CustomerId): void {
  if (gone.get().has(id)) gone.update((all) => new Set([...all].filter((one) => one !== id)));
}
