import { useEffect, useEffectEvent } from "react";
import type { CustomerId } from "#domain/model/ids.ts";
import { forgetErasedCustomers, useMemberStorage } from "../../../live/member-storage.ts";
import { erasedCustomers } from "../../../live/erased-customers.ts";
import { useStore } from "../../../store.ts";

/** Tells of customers of whom there is nothing any more, once what this browser kept for them is forgotten as well. */
export function useErasedCustomers(close: (ids: readonly CustomerId[]) => void): void {
  const storage = useMemberStorage();
  const ids = useStore(erasedCustomers, (all) => all);
  const tell = useEffectEvent((those: ReadonlySet<CustomerId>) => {
    forgetErasedCustomers(storage, those);
    close([...those]);
  });
  useEffect(() => {
    if (ids.size > 0) tell(ids);
  }, [ids]);
}
