import { useEffect, useEffectEvent } from "react";
import type { CustomerId } from "#domain/model/ids.ts";
import { forgetErasedCustomers, useMemberStorage } from "../../../live/member-storage.ts";
import { erasedCustomers } from "../../../live/erased-customers.ts";
import { useStore } from "../../../store.ts";

/** Calls `close` for erased customers, after deleting what this browser stores for them. */
export function useCloseErasedCustomers(close: (ids: readonly CustomerId[]) => void): void {
  const storage = useMemberStorage();
  const ids = useStore(erasedCustomers, (all) => all);
  const forgetAndClose = useEffectEvent((erased: ReadonlySet<CustomerId>) => {
    forgetErasedCustomers(storage, erased);
    close([...erased]);
  });
  useEffect(() => {
    if (ids.size > 0) forgetAndClose(ids);
  }, [ids]);
}
