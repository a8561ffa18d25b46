import { sql } from "drizzle-orm";
import type { InvitationId, MemberId, OrgId } from "#domain/model/ids.ts";
import type { Role } from "#domain/model/member.ts";
import type { Settings } from "#domain/model/settings.ts";
import type { ColumnTypes } from "../columns/postgres-columns.ts";
import type { AuthTables } from "./auth-tables.ts";

/** An organization, its members, its invitations and its audit log. */
export function organizationTables(kit: ColumnTypes, { users }: Pick<AuthTables, "users">) {
  const organization = organizationTable(kit);
  const member = memberTable(kit, organization, users);
  const invitation = invitationTable(kit, organization);
  const setupLink = setupLinkTable(kit, organization);
  const audit = auditTable(kit, organization);
  return { organization, member, invitation, setupLink, audit };
}

export type OrganizationTables = ReturnType<typeof organizationTables>;
type Organization = ReturnType<typeof organizationTable>;
type Users = AuthTables["users"];

/**
 * An organization. Its row is the lock under which everything about its chats is decided, and contains their
 * counters.
 */
function organizationTable({ table, text, whole, flag, json }: ColumnTypes) {
  return table("organization", {
    id: text().$type<OrgId>().primaryKey(),
    name: text().notNull(),
    widgetKey: text().notNull().unique("organization_widget_key"),
    settings: json<Settings>().notNull(),
    /** The number of the newest fact; 0 before the first. */
    feedNo: whole().notNull().default(0),
    /** The number of chats that have been assigned, which numbers the assignments. */
    assignNo: whole().notNull().default(0),
    /** Raised by every change of what the chatbot may answer from. */
    articlesNo: whole().notNull().default(0),
    /** The time at which the newest fact was recorded. No later fact gets an earlier time. */
    recordedAt: whole().notNull().default(0),
    /** The chatbot's token, encrypted. */
    sealedToken: text(),
    /** The token's last characters, by which people recognize it. */
    tokenHint: text(),
    /** Whether members need a second step at sign-in. */
    needsSecondStep: flag().notNull().default(false),
    createdAt: whole().notNull(),
    /**
     * The time at which it was erased. Nothing more is recorded, and its rows are deleted in portions, this one last.
     */
    erasedAt: whole(),
  });
}

function memberTable(kit: ColumnTypes, organization: Organization, users: Users) {
  const { table, text, whole, flag, primaryKey, uniqueIndex } = kit;
  return table(
    "member",
    {
      orgId: text()
        .$type<OrgId>()
        .notNull()
        .references(() => organization.id),
      id: text().$type<MemberId>().notNull(),
      userId: text()
        .notNull()
        .references(() => users.id),
      name: text().notNull(),
      email: text().notNull(),
      /** The name customers read; null if it is the name. */
      publicName: text(),
      role: text().$type<Role>().notNull(),
      available: flag().notNull(),
      capacity: whole(),
      active: flag().notNull(),
      /** The number of the last assignment to them; null for never. */
      lastAssignedNo: whole(),
      createdAt: whole().notNull(),
    },
    (column) => [
      primaryKey({ columns: [column.orgId, column.id] }),
      uniqueIndex("member_once").on(column.userId, column.orgId),
    ],
  );
}

function invitationTable(kit: ColumnTypes, organization: Organization) {
  const { table, text, whole, primaryKey, index } = kit;
  return table(
    "invitation",
    {
      orgId: text()
        .$type<OrgId>()
        .notNull()
        .references(() => organization.id),
      id: text().$type<InvitationId>().notNull(),
      /** Null for a link that anyone may use, once. */
      email: text(),
      role: text().$type<Role>().notNull(),
      tokenHash: text().notNull().unique("invitation_token"),
      /** Null when created on the command line. */
      createdBy: text().$type<MemberId>(),
      createdAt: whole().notNull(),
      expiresAt: whole().notNull(),
      usedAt: whole(),
    },
    (column) => [
      primaryKey({ columns: [column.orgId, column.id] }),
      index("invitation_open")
        .on(column.orgId, column.createdAt)
        .where(sql`${column.usedAt} is null`),
    ],
  );
}

/** Single-use links that set up an organization, stored as hashes. */
function setupLinkTable({ table, text, whole }: ColumnTypes, organization: Organization) {
  return table("setup_link", {
    tokenHash: text().primaryKey(),
    /** Null on a first boot: the set-up creates the organization. */
    orgId: text()
      .$type<OrgId>()
      .references(() => organization.id),
    createdAt: whole().notNull(),
    expiresAt: whole().notNull(),
    usedAt: whole(),
  });
}

/** The audit log: who changed what. The database enforces that it is append-only until the organization is erased. */
function auditTable({ table, text, whole, json, primaryKey }: ColumnTypes, organization: Organization) {
  return table(
    "audit",
    {
      orgId: text()
        .$type<OrgId>()
        .notNull()
        .references(() => organization.id),
      no: whole().notNull(),
      at: whole().notNull(),
      /** Null if the server itself acted. */
      memberId: text().$type<MemberId>(),
      action: text().notNull(),
      detail: json<unknown>().notNull(),
    },
    (column) => [primaryKey({ columns: [column.orgId, column.no] })],
  );
}
