import type { Caller } from "../../api/procedures/call-context.ts";
import { LIMITS } from "../limits/limits.ts";
import type { SocketAllowance } from "./connection-types.ts";

/** How much one caller may have open. A passer-by is counted by address alone. */
export function allowanceOf({ caller }: { caller: Caller }): SocketAllowance {
  const { sockets, subscriptions } = LIMITS;
  if (caller.kind === "member") {
    return {
      holder: caller.memberId,
      sockets: sockets.perMember,
      subscriptions: subscriptions.perMemberSocket,
    };
  }
  return {
    holder: caller.kind === "visitor" ? caller.customerId : null,
    sockets: sockets.perVisitor,
    subscriptions: subscriptions.perVisitorSocket,
  };
}
