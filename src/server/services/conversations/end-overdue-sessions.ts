import { decided } from "#domain/model/decision.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { ServiceContext } from "../context.ts";
import { listExpiredSessions } from "../../db/conversations/overdue-sessions.ts";

/** Ends a session if it is overdue. */
export async function endIfOverdue(
  services: ServiceContext,
  orgId: OrgId,
  sessionId: SessionId,
): Promise<void> {
  await services.record(orgId, { needs: { sessions: [sessionId] }, decide: () => decided([], null) });
}

const AT_ONCE = 200;

/** Ends every overdue session. The transaction checks again, so on several instances each ends once. */
export async function endOverdueSessions(services: ServiceContext): Promise<void> {
  for (;;) {
    const due = await listExpiredSessions(services.store, await services.store.now(), AT_ONCE);
    await touchSessions(services, due);
    if (due.length < AT_ONCE) return;
  }
}

async function touchSessions(
  services: ServiceContext,
  due: readonly { orgId: OrgId; sessionId: SessionId }[],
): Promise<void> {
  const byOrg = Map.groupBy(due, ({ orgId }) => orgId);
  for (const [orgId, rows] of byOrg) {
    const sessions = rows.map(({ sessionId }) => sessionId);
    await services.record(orgId, { needs: { sessions }, decide: () => decided([], null) });
  }
}
