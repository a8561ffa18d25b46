import type { SessionId } from "#domain/ids.ts";
import { Refusal } from "#domain/refusal.ts";
import { getSession } from "../db/sessions.ts";
import type { Connection, Context } from "./context.ts";

/** The session a connection was last found to have: a customer talks in one for as long as they are connected. */
const found = new WeakMap<Connection, SessionId>();

/**
 * Makes sure that a session is the caller's: a customer's own, or one of a member's company. Its customer never
 * changes, and neither does a connection's caller, so what was found once holds and a message costs no read.
 *
 * @throws {Refusal} `session-unknown` for another's as for one that does not exist
 */
export async function ownSession(
  { desk, caller, connection }: Pick<Context, "desk" | "caller" | "connection">,
  id: SessionId,
): Promise<void> {
  if (found.get(connection) === id) return;
  if (caller.kind !== "visitor" && caller.kind !== "member") throw new Refusal("session-unknown");
  const session = await getSession(desk.store, caller.orgId, id);
  const isTheirs = session !== null && (caller.kind === "member" || session.customerId === caller.customerId);
  if (!isTheirs) throw new Refusal("session-unknown");
  found.set(connection, id);
}
