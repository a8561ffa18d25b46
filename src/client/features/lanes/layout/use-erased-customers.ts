import { useEffect, useEffectEvent } from "react";
import type { CustomerId } from "#domain/model/ids.ts";
import { forgetCustomers, useBelongings } from "../../../live/member-storage.ts";
import { gone } from "../../../live/erased-customers.ts";
import { useStore } from "../../../store.ts";

/** Tells of customers of whom there is nothing any more, once what this browser kept for them is forgotten as well. */
export function useGoneCustomers(close: (ids: readonly CustomerId[]) => void): void {
  const belongings = useBelongings();
  const ids = useStore(gone, (all) => all);
  const tell = useEffectEvent((those: ReadonlySet<CustomerId>) => {
    forgetCustomers(belongings, those);
    close([...those]);
  });
  useEffect(() => {
    if (ids.size > 0) tell(ids);
  }, [ids]);
}
