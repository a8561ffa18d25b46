import type { CustomerId, OrgId, SessionId } from "#domain/ids.ts";
import { Refusal } from "#domain/refusal.ts";
import type { Session } from "#domain/session.ts";
import { getSession } from "../db/sessions.ts";
import type { Desk } from "../desk/desk.ts";

/**
 * Makes sure that a session is the caller's own. Its customer never changes, so what was found once holds.
 *
 * @throws {Refusal} `session-unknown` for another's as for one that does not exist
 */
export async function ownSession(
  { desk, orgId, customerId }: { desk: Desk; orgId: OrgId; customerId: CustomerId },
  id: SessionId,
): Promise<Session> {
  const session = await getSession(desk.store, orgId, id);
  if (session === null || session.customerId !== customerId) throw new Refusal("session-unknown");
  return session;
}
