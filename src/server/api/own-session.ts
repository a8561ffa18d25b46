import type { SessionId } from "#domain/ids.ts";
import { Refusal } from "#domain/refusal.ts";
import { getSession } from "../db/sessions.ts";
import type { Context } from "./context.ts";

/**
 * Makes sure that a session is the caller's: a customer's own, or one of a member's company. Its customer never
 * changes, so what was found once holds.
 *
 * @throws {Refusal} `session-unknown` for another's as for one that does not exist
 */
export async function ownSession(
  { desk, caller }: Pick<Context, "desk" | "caller">,
  id: SessionId,
): Promise<void> {
  if (caller.kind !== "visitor" && caller.kind !== "member") throw new Refusal("session-unknown");
  const session = await getSession(desk.store, caller.orgId, id);
  const isTheirs = session !== null && (caller.kind === "member" || session.customerId === caller.customerId);
  if (!isTheirs) throw new Refusal("session-unknown");
}
