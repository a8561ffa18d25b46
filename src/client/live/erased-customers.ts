import type { CustomerId } from "#domain/model/ids.ts";
import { createStore } from "../store.ts";

/** Customers of whom there is nothing (any more): whoever shows one lets go of them. */
export const erasedCustomers = createStore<ReadonlySet<CustomerId>>(new Set());

/** Notes that there is nothing of these. */
export function markErased(ids: readonly CustomerId[]): void {
  if (ids.some((id) => !erasedCustomers.get().has(id)))
    erasedCustomers.update((all) => new Set([...all, ...ids]));
}

/** Notes that this one has come (again). */
export function unmarkErased(id: CustomerId): void {
  if (erasedCustomers.get().has(id))
    erasedCustomers.update((all) => new Set([...all].filter((one) => one !== id)));
}
