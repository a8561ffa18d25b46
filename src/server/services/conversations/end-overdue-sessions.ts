import { decided } from "#domain/model/decision.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Desk } from "../context.ts";

/** Ends a session whose time is up; one that is not past its time stays as it is. */
export async function endNow(desk: Desk, orgId: OrgId, sessionId: SessionId): Promise<void> {
  await desk.record(orgId, { needs: { sessions: [sessionId] }, decide: () => decided([], null) });
}
