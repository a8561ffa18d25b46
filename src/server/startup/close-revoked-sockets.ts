import type { Caller, CallContext } from "../api/procedures/call-context.ts";
import type { RevokedAccess } from "../events/peers/revoked-access.ts";
import { SOCKET_CLOSE } from "../http/socket/close-codes.ts";
import type { TrpcSocket } from "../http/socket/trpc-socket.ts";

/** Closes the sockets of a login, a member or customers whose rights have ended or changed. */
export function closeRevokedSockets(sockets: TrpcSocket<CallContext>, revoked: RevokedAccess): void {
  sockets.closeWhere(({ caller }) => isRevoked(caller, revoked), SOCKET_CLOSE.unauthorized, "signed out");
}

function isRevoked(caller: Caller, revoked: RevokedAccess): boolean {
  if ("everybodyOf" in revoked) return caller.kind !== "nobody" && caller.orgId === revoked.everybodyOf;
  if ("customerIds" in revoked)
    return (
      caller.kind === "visitor" &&
      caller.orgId === revoked.orgId &&
      revoked.customerIds.includes(caller.customerId)
    );
  if (caller.kind !== "member") return false;
  return "loginId" in revoked ? caller.loginId === revoked.loginId : caller.memberId === revoked.memberId;
}
