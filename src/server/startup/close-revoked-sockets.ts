import type { Caller, CallContext } from "../api/procedures/call-context.ts";
import type { LoginPlace } from "../auth/logins/list-login-rights.ts";
import type { RevokedAccess } from "../events/peers/revoked-access.ts";
import { SOCKET_CLOSE } from "../http/socket/close-codes.ts";
import type { TrpcSocket } from "../http/socket/trpc-socket.ts";

/** Closes the sockets of a login, a member or customers whose rights have ended or changed. */
export function closeRevokedSockets(sockets: TrpcSocket<CallContext>, revoked: RevokedAccess): void {
  close(sockets, (caller) => isRevoked(caller, revoked));
}

/** Closes the sockets of a login in one company, where its rights have ended or changed. */
export function closeSocketsOfPlace(sockets: TrpcSocket<CallContext>, { loginId, orgId }: LoginPlace): void {
  close(sockets, (caller) =>
    caller.kind === "member"
      ? caller.loginId === loginId && caller.orgId === orgId
      : caller.kind === "account" && caller.loginId === loginId && orgId === null,
  );
}

function close(sockets: TrpcSocket<CallContext>, isCondemned: (caller: Caller) => boolean): void {
  sockets.closeWhere(({ caller }) => isCondemned(caller), SOCKET_CLOSE.unauthorized, "signed out");
}

function isRevoked(caller: Caller, revoked: RevokedAccess): boolean {
  if ("everybodyOf" in revoked) return "orgId" in caller && caller.orgId === revoked.everybodyOf;
  if ("customerIds" in revoked)
    return (
      caller.kind === "visitor" &&
      caller.orgId === revoked.orgId &&
      revoked.customerIds.includes(caller.customerId)
    );
  if ("loginId" in revoked) return "loginId" in caller && caller.loginId === revoked.loginId;
  return caller.kind === "member" && caller.memberId === revoked.memberId;
}
