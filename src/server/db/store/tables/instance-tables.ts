import { sql } from "drizzle-orm";
import type { MemberId, OrgId } from "#domain/model/ids.ts";
import type { ColumnTypes } from "../columns/postgres-columns.ts";
import type { OrganizationTables } from "./organization-tables.ts";

/** Defines the deployment, its running instances, and the connections of members to them. */
export function instanceTables(kit: ColumnTypes, { member }: OrganizationTables) {
  const { table, text, whole, flag, primaryKey, foreignKey, index } = kit;
  const instance = table("instance", {
    id: text().primaryKey(),
    startedAt: whole().notNull(),
    /** The time of its last heartbeat. Without one for long, it counts as stopped. */
    seenAt: whole().notNull(),
    /** Whether it tells others which customers are connected to it. Builds before this column do not. */
    seesCustomers: flag().notNull().default(false),
  });
  const presence = table(
    "presence",
    {
      orgId: text().$type<OrgId>().notNull(),
      memberId: text().$type<MemberId>().notNull(),
      instanceId: text().notNull(),
      connectedAt: whole().notNull(),
      /** The time at which their last connection to this instance was lost; null while there is one. */
      goneAt: whole(),
    },
    (column) => [
      primaryKey({ columns: [column.orgId, column.memberId, column.instanceId] }),
      foreignKey({
        name: "presence_member",
        columns: [column.orgId, column.memberId],
        foreignColumns: [member.orgId, member.id],
      }),
      index("presence_here")
        .on(column.instanceId)
        .where(sql`${column.goneAt} is null`),
    ],
  );
  const deployment = table("deployment", {
    /** There is one row. */
    id: text().$type<"this">().primaryKey(),
    /** How many migrations have been applied. */
    schemaNo: whole().notNull(),
    /**
     * The schema of the oldest build that may use the database: after it all migrations were safe for rolling deploys.
     */
    oldestSchemaNo: whole().notNull(),
    /** The version of the build that applied the newest. */
    version: text().notNull(),
    /** Tells whether APP_SECRET is the one of the last start; it does not lead back to it. */
    secretMark: text(),
    /** The time at which the retention job last took the clock for right; `null` before its first round. */
    clockTrustedAt: whole(),
    /** When it was last tried whether the database can be written to. */
    triedAt: whole().notNull(),
    /** What makes that write as large as others. */
    padding: text(),
  });
  return { deployment, instance, presence };
}
