import { decided } from "#domain/model/decision.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { ServiceContext } from "../context.ts";

/** Ends a session whose time is up; one that is not past its time stays as it is. */
export async function endIfOverdue(
  services: ServiceContext,
  orgId: OrgId,
  sessionId: SessionId,
): Promise<void> {
  await services.record(orgId, { needs: { sessions: [sessionId] }, decide: () => decided([], null) });
}
