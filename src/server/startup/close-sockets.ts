import type { Caller, CallContext } from "../api/procedures/call-context.ts";
import type { RevokedAccess } from "../events/peers/revoked-access.ts";
import { SOCKET_CLOSE } from "../http/socket/close-codes.ts";
import type { TrpcSocket } from "../http/socket/trpc-socket.ts";

/** Closes the sockets whose rights have ended or changed: of a login, of a member, or of customers. */
export function closeSocketsOf(sockets: TrpcSocket<CallContext>, gone: RevokedAccess): void {
  sockets.closeWhere(({ caller }) => isGone(caller, gone), SOCKET_CLOSE.unauthorized, "signed out");
}

function isGone(caller: Caller, gone: RevokedAccess): boolean {
  if ("everybodyOf" in gone) return caller.kind !== "nobody" && caller.orgId === gone.everybodyOf;
  if ("customerIds" in gone)
    return (
      caller.kind === "visitor" && caller.orgId === gone.orgId && gone.customerIds.includes(caller.customerId)
    );
  if (caller.kind !== "member") return false;
  return "loginId" in gone ? caller.loginId === gone.loginId : caller.memberId === gone.memberId;
}
