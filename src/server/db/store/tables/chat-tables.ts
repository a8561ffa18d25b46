import { sql } from "drizzle-orm";
import type { Fact } from "#domain/model/fact.ts";
import type { CustomerId, MemberId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { ColumnTypes } from "../columns/postgres-columns.ts";
import { sessionColumns } from "./session-columns.ts";
import type { OrganizationTables } from "./organization-tables.ts";

/** Customers, their sessions, and what happened in them. All keys include the organization. */
export function chatTables(kit: ColumnTypes, { organization, member }: OrganizationTables) {
  const customer = customerTable(kit, organization, member);
  const session = sessionTable(kit, customer, member);
  return {
    customer,
    session,
    fact: factTable(kit, organization),
    erasedSession: erasedSessionTable(kit, organization),
    chatted: chattedTable(kit, member, customer),
    glance: glanceTable(kit, member, customer),
    readMark: readMarkTable(kit, session),
    absence: absenceTable(kit, session),
  };
}
type Customer = ReturnType<typeof customerTable>;
type Session = ReturnType<typeof sessionTable>;
type Organization = OrganizationTables["organization"];
type Member = OrganizationTables["member"];

function customerTable(kit: ColumnTypes, organization: Organization, member: Member) {
  const { table, text, whole, primaryKey, foreignKey } = kit;
  return table(
    "customer",
    {
      orgId: text()
        .$type<OrgId>()
        .notNull()
        .references(() => organization.id),
      id: text().$type<CustomerId>().notNull(),
      name: text().notNull(),
      email: text().notNull(),
      tokenHash: text().notNull().unique("customer_token"),
      tokenExpiresAt: whole().notNull(),
      /** The member who last served them. */
      lastMemberId: text().$type<MemberId>(),
      createdAt: whole().notNull(),
    },
    (column) => [
      primaryKey({ columns: [column.orgId, column.id] }),
      foreignKey({
        name: "customer_last_member",
        columns: [column.orgId, column.lastMemberId],
        foreignColumns: [member.orgId, member.id],
      }),
    ],
  );
}

function sessionTable(kit: ColumnTypes, customer: Customer, member: Member) {
  const { table, primaryKey, foreignKey, index, uniqueIndex } = kit;
  return table("session", sessionColumns(kit), (column) => {
    const active = sql`${column.endedAt} is null`;
    const { orgId, customerId } = column;
    return [
      primaryKey({ columns: [orgId, column.id] }),
      foreignKey({
        name: "session_customer",
        columns: [orgId, customerId],
        foreignColumns: [customer.orgId, customer.id],
      }),
      foreignKey({
        name: "session_holder",
        columns: [orgId, column.holderMemberId],
        foreignColumns: [member.orgId, member.id],
      }),
      uniqueIndex("session_one_active").on(orgId, customerId, column.channel).where(active),
      index("session_of_customer").on(orgId, customerId, column.openedAt),
      index("session_due").on(column.expiresAt).where(active),
      index("session_held").on(orgId, column.holderKind, column.holderMemberId).where(active),
      index("session_line")
        .on(orgId, column.returned, column.queuedAt)
        .where(sql`${column.queuedAt} is not null`),
      index("session_stale")
        .on(orgId, column.routedUnder)
        .where(sql`${active} and ${column.channel} = 'chat'`),
      index("session_mail")
        .on(orgId, customerId, column.openedAt)
        .where(sql`${column.channel} = 'mail'`),
      index("session_owed_mail")
        .on(column.mailOwedSince)
        .where(sql`${column.mailOwedSince} is not null`),
      index("session_over")
        .on(orgId, column.endedAt)
        .where(sql`${column.endedAt} is not null`),
      index("session_unattended")
        .on(orgId, column.lastAt)
        .where(sql`${column.unattended}`),
      index("session_answering")
        .on(column.turnInstanceId)
        .where(sql`${column.turnInstanceId} is not null`),
    ];
  });
}

/**
 * The feed: an organization's facts in order. Those of an erased session stay for a moment without it, and are read by
 * nobody; see `erasedSessionTable`.
 */
function factTable(kit: ColumnTypes, organization: Organization) {
  const { table, text, whole, json, primaryKey, uniqueIndex } = kit;
  return table(
    "fact",
    {
      orgId: text()
        .$type<OrgId>()
        .notNull()
        .references(() => organization.id),
      no: whole().notNull(),
      sessionId: text().$type<SessionId>(),
      sessionNo: whole(),
      /** For a message, its author and the client id from its sender, by which a repeated send is stored once. */
      authorKey: text(),
      clientId: text(),
      fact: json<Fact>().notNull(),
      /** The time at which it was recorded, which may be later than when it happened. */
      at: whole().notNull(),
    },
    ({ orgId, sessionId, authorKey, clientId, ...column }) => [
      primaryKey({ columns: [orgId, column.no] }),
      uniqueIndex("fact_of_session").on(orgId, sessionId, column.sessionNo),
      // The client id comes first: ours grow with time, so that concurrent messages are close in the index.
      uniqueIndex("fact_once")
        .on(orgId, clientId, sessionId, authorKey)
        .where(sql`${clientId} is not null`),
    ],
  );
}

/**
 * The erased sessions of which facts are left. They are deleted in portions, and the row after the last of them: after
 * a crash, or on another instance, the work goes on with what is here.
 */
function erasedSessionTable({ table, text, primaryKey }: ColumnTypes, organization: Organization) {
  return table(
    "erased_session",
    {
      orgId: text()
        .$type<OrgId>()
        .notNull()
        .references(() => organization.id),
      sessionId: text().$type<SessionId>().notNull(),
    },
    (column) => [primaryKey({ columns: [column.orgId, column.sessionId] })],
  );
}

/** Which member has held or written in a session of which customer, and the last time they did. */
function chattedTable(kit: ColumnTypes, member: Member, customer: Customer) {
  const { table, text, whole, primaryKey, foreignKey, index } = kit;
  return table(
    "chatted",
    {
      orgId: text().$type<OrgId>().notNull(),
      memberId: text().$type<MemberId>().notNull(),
      customerId: text().$type<CustomerId>().notNull(),
      lastAt: whole().notNull(),
    },
    (column) => [
      primaryKey({ columns: [column.orgId, column.memberId, column.customerId] }),
      foreignKey({
        name: "chatted_member",
        columns: [column.orgId, column.memberId],
        foreignColumns: [member.orgId, member.id],
      }),
      foreignKey({
        name: "chatted_customer",
        columns: [column.orgId, column.customerId],
        foreignColumns: [customer.orgId, customer.id],
      }),
      index("chatted_newest").on(column.orgId, column.memberId, column.lastAt, column.customerId),
      // An erasure deletes by customer, and the foreign key is checked by customer.
      index("chatted_of_customer").on(column.orgId, column.customerId),
    ],
  );
}

/**
 * Which member has read the chats of a customer they never dealt with, once per day. The audit log entry names no
 * customer, because it is kept for ever. The customer is named here, and deleted on their erasure.
 */
function glanceTable(kit: ColumnTypes, member: Member, customer: Customer) {
  const { table, text, whole, primaryKey, foreignKey, index } = kit;
  return table(
    "glance",
    {
      orgId: text().$type<OrgId>().notNull(),
      memberId: text().$type<MemberId>().notNull(),
      customerId: text().$type<CustomerId>().notNull(),
      /** The day, in days since 1970-01-01, UTC. */
      day: whole().notNull(),
      /** The number of the audit log entry. */
      auditNo: whole().notNull(),
    },
    (column) => [
      primaryKey({ columns: [column.orgId, column.memberId, column.customerId, column.day] }),
      foreignKey({
        name: "glance_member",
        columns: [column.orgId, column.memberId],
        foreignColumns: [member.orgId, member.id],
      }),
      foreignKey({
        name: "glance_customer",
        columns: [column.orgId, column.customerId],
        foreignColumns: [customer.orgId, customer.id],
      }),
      index("glance_of_customer").on(column.orgId, column.customerId),
      index("glance_noted").on(column.orgId, column.auditNo),
    ],
  );
}

/** How many of the other side's messages a reader has seen. The reader is a member's id, or "customer". */
function readMarkTable({ table, text, whole, ...kit }: ColumnTypes, session: Session) {
  return table(
    "read_mark",
    {
      orgId: text().$type<OrgId>().notNull(),
      sessionId: text().$type<SessionId>().notNull(),
      reader: text().notNull(),
      count: whole().notNull(),
    },
    (column) => [
      kit.primaryKey({ columns: [column.orgId, column.sessionId, column.reader] }),
      kit.foreignKey({
        name: "read_mark_session",
        columns: [column.orgId, column.sessionId],
        foreignColumns: [session.orgId, session.id],
      }),
    ],
  );
}

/**
 * Sessions whose customer may have left: connected to no instance that looked, until another one sees them. A row stays
 * for as long as they are marked as having left.
 */
function absenceTable({ table, text, whole, ...kit }: ColumnTypes, session: Session) {
  return table(
    "absence",
    {
      orgId: text().$type<OrgId>().notNull(),
      sessionId: text().$type<SessionId>().notNull(),
      /** From when on they count as having left, unless an instance has seen them by then. */
      dueAt: whole().notNull(),
    },
    (column) => [
      kit.primaryKey({ columns: [column.orgId, column.sessionId] }),
      kit.foreignKey({
        name: "absence_session",
        columns: [column.orgId, column.sessionId],
        foreignColumns: [session.orgId, session.id],
      }),
    ],
  );
}
