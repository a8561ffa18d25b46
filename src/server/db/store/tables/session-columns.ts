import type { CustomerId, MemberId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { Channel, Holder, Session as State } from "#domain/model/session.ts";
import type { ColumnTypes } from "../columns/postgres-columns.ts";

/** Returns the columns of a session. `state` is authoritative; the others repeat parts of it for indexes. */
export function sessionColumns({ text, whole, flag, json }: ColumnTypes) {
  return {
    orgId: text().$type<OrgId>().notNull(),
    id: text().$type<SessionId>().notNull(),
    customerId: text().$type<CustomerId>().notNull(),
    /** Missing from the state of a session that an earlier build opened. */
    channel: text().$type<Channel>().notNull().default("chat"),
    state: json<State>().notNull(),
    /** The number of its newest fact. */
    lastNo: whole().notNull(),
    holderKind: text().$type<Holder["kind"]>().notNull(),
    holderMemberId: text().$type<MemberId>(),
    needsPerson: flag().notNull(),
    openedAt: whole().notNull(),
    expiresAt: whole().notNull(),
    endedAt: whole(),
    queuedAt: whole(),
    returned: flag().notNull(),
    routedUnder: whole().notNull(),
    /** The instance that runs its open bot turn. */
    turnInstanceId: text(),
    unattended: flag().notNull(),
    /** Since when the holder of a mail session owes an answer, or will; null for all others. */
    mailOwedSince: whole(),
    /** Since when the customer counts as having left the page; null if they do not. */
    customerLeftAt: whole(),
    /** The time of its last message, or of its opening. */
    lastAt: whole().notNull(),
  };
}
