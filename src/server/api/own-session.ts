import type { CustomerId, OrgId, SessionId } from "#domain/ids.ts";
import { Refusal } from "#domain/refusal.ts";
import { getSession } from "../db/sessions.ts";
import type { Desk } from "../desk/desk.ts";
import type { Connection } from "./context.ts";

/** Whose call it is, and over which connection. */
interface Claim {
  desk: Desk;
  orgId: OrgId;
  customerId: CustomerId;
  connection: Connection;
}

/** The session a connection was last found to own: a customer talks in one for as long as they are connected. */
const owned = new WeakMap<Connection, SessionId>();

/**
 * Makes sure that a session is the caller's own. Its customer never changes and neither does a connection's, so what was
 * found once holds, and a message costs no read.
 *
 * @throws {Refusal} `session-unknown` for another's as for one that does not exist
 */
export async function ownSession(
  { desk, orgId, customerId, connection }: Claim,
  id: SessionId,
): Promise<void> {
  if (owned.get(connection) === id) return;
  const session = await getSession(desk.store, orgId, id);
  if (session === null || session.customerId !== customerId) throw new Refusal("session-unknown");
  owned.set(connection, id);
}
