import type { OrgId } from "#domain/model/ids.ts";
import type { Session } from "#domain/model/session.ts";
import type { Tables } from "../store/schema.ts";

/**
 * Converts a session to a row: its whole state, and columns for indexes. @param lastNo - the number of its newest
 * fact
 */
export function sessionToRow(
  orgId: OrgId,
  state: Session,
  lastNo: number,
): Tables["session"]["$inferSelect"] {
  const { id, customerId, holder, needsPerson, openedAt, clock, endedAt, queuedAt, returned, routedUnder } =
    state;
  return {
    orgId,
    id,
    customerId,
    state,
    lastNo,
    holderKind: holder.kind,
    holderMemberId: holder.kind === "agent" ? holder.memberId : null,
    needsPerson,
    openedAt,
    expiresAt: clock.expiresAt,
    endedAt,
    queuedAt,
    returned,
    routedUnder,
    turnInstanceId: state.botTurn?.instanceId ?? null,
    unattended: state.unattended,
    customerLeftAt: state.customerLeftAt ?? null,
    lastAt: state.lastWords?.at ?? openedAt,
  };
}
