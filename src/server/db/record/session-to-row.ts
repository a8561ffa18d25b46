import type { OrgId } from "#domain/model/ids.ts";
import { type Session, channelOf, isMail } from "#domain/model/session.ts";
import { mailOwedSince } from "#domain/routing/mail-due-at.ts";
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
    channel: channelOf(state),
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
    mailOwedSince: isMail(state) && endedAt === null ? mailOwedSince(state) : null,
    customerLeftAt: state.customerLeftAt ?? null,
    lastAt: state.lastWords?.at ?? openedAt,
  };
}
