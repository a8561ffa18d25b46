import type { Caller } from "../../api/procedures/call-context.ts";
import { LIMITS } from "../limits/limits.ts";

/** The number of sockets that one authenticated caller may have open. */
export interface ConnectionAllowance {
  /** The key by which sockets are counted together; `null` if they are not counted. */
  countedAs: string | null;
  sockets: number;
  subscriptions: number;
}

/** The allowance of a caller. A passer-by is counted by address alone. */
export function connectionAllowanceOf({ caller }: { caller: Caller }): ConnectionAllowance {
  const { sockets, subscriptions } = LIMITS;
  if (caller.kind === "member") {
    return {
      countedAs: caller.memberId,
      sockets: sockets.perMember,
      subscriptions: subscriptions.perMemberSocket,
    };
  }
  return {
    countedAs:
      caller.kind === "visitor" ? caller.customerId : caller.kind === "account" ? caller.userId : null,
    sockets: sockets.perCustomer,
    subscriptions: subscriptions.perCustomerSocket,
  };
}
