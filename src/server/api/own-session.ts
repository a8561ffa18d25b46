import type { SessionId } from "#domain/ids.ts";
import { Refusal } from "#domain/refusal.ts";
import type { Session } from "#domain/session.ts";
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
): Promise<Session> {
  if (caller.kind !== "visitor" && caller.kind !== "member") throw new Refusal("session-unknown");
  const session = await getSession(desk.store, caller.orgId, id);
  if (session === null || (caller.kind === "visitor" && session.customerId !== caller.customerId))
    throw new Refusal("session-unknown");
  return session;
}
