import { useMemo } from "react";
import type { CustomerId } from "#domain/model/ids.ts";
import { useStore } from "../store.ts";
import { lanes } from "./lane-store.ts";
import { useInbox } from "./use-inbox.ts";

/** What the customers on the screen are called. */
export function useNames(): ReadonlyMap<CustomerId, string> {
  const { data: inbox } = useInbox();
  const shown = useStore(lanes, (all) => all);
  return useMemo(() => {
    const customers = [...shown.values(), ...(inbox?.cards ?? [])].map(({ customer }) => customer);
    return new Map(customers.map(({ id, name }) => [id, name]));
  }, [inbox, shown]);
}
