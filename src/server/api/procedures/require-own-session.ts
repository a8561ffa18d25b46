import type { SessionId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import type { Session } from "#domain/model/session.ts";
import { getSession } from "../../db/conversations/sessions.ts";
import type { CallContext } from "./call-context.ts";

/** The caller, and the reader to look up the session. */
type Asking = Pick<CallContext, "reader" | "caller" | "connection">;

/**
 * Requires that a session is the caller's: a customer's own, or one of a member's company. A session's customer never
 * changes, and neither does a connection's caller, so a result stays valid and a message costs no read. Callers who
 * lose their rights lose their connection.
 *
 * @throws {Refusal} `session-unknown`, for a foreign session as well as for one that does not exist
 */
export async function requireOwnSession(asking: Asking, id: SessionId): Promise<void> {
  if (asking.connection.ownSessionId !== id) await readOwnSession(asking, id);
}

/**
 * Reads the caller's session in its present state.
 *
 * @throws {Refusal} `session-unknown`, for a foreign session as well as for one that does not exist
 */
export async function readOwnSession(
  { reader, caller, connection }: Asking,
  id: SessionId,
): Promise<Session> {
  if (caller.kind !== "visitor" && caller.kind !== "member") throw new Refusal("session-unknown");
  const session = await getSession(reader, caller.orgId, id);
  if (session === null || (caller.kind === "visitor" && session.customerId !== caller.customerId))
    throw new Refusal("session-unknown");
  connection.ownSessionId = id;
  return session;
}
