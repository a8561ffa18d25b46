import type { SessionId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import type { Session } from "#domain/model/session.ts";
import { getSession } from "../../db/conversations/sessions.ts";
import type { CallContext } from "./call-context.ts";

/** Who asks, and where it is looked up. */
type Asking = Pick<CallContext, "reader" | "caller" | "connection">;

/**
 * Makes sure that a session is the caller's: a customer's own, or one of a member's company. Its customer never
 * changes, and neither does a connection's caller, so what was found once holds and a message costs no read. Whoever
 * loses their rights loses their connection.
 *
 * @throws {Refusal} `session-unknown` for another's as for one that does not exist
 */
export async function requireOwnSession(asking: Asking, id: SessionId): Promise<void> {
  if (asking.connection.ownSessionId !== id) await readOwnSession(asking, id);
}

/**
 * The caller's session as it stands.
 *
 * @throws {Refusal} `session-unknown` for another's as for one that does not exist
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
