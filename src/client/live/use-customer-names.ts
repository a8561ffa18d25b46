import { useMemo } from "react";
import type { CustomerId } from "#domain/model/ids.ts";
import { useStore } from "../store.ts";
import { laneSnapshots } from "./lane-snapshots.ts";
import { useInbox } from "./use-inbox.ts";

/** The names of the customers in the inbox and the open lanes. */
export function useCustomerNames(): ReadonlyMap<CustomerId, string> {
  const { data: inbox } = useInbox();
  const shown = useStore(laneSnapshots, (all) => all);
  return useMemo(() => {
    const customers = [...shown.values(), ...(inbox?.cards ?? [])].map(({ customer }) => customer);
    return new Map(customers.map(({ id, name }) => [id, name]));
  }, [inbox, shown]);
}
