import type { CustomerId } from "#domain/model/ids.ts";
import { createStore } from "../store.ts";

/** Customers without data, or without any more. Views that show one of them must close. */
export const erasedCustomers = createStore<ReadonlySet<CustomerId>>(new Set());

/** Marks these customers as erased. */
export function markErased(ids: readonly CustomerId[]): void {
  if (ids.some((id) => !erasedCustomers.get().has(id)))
    erasedCustomers.update((all) => new Set([...all, ...ids]));
}

/** Removes the mark when the customer opens a session. */
export function unmarkErased(id: CustomerId): void {
  if (erasedCustomers.get().has(id))
    erasedCustomers.update((all) => new Set([...all].filter((one) => one !== id)));
}
