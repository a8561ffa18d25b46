import { and, count, eq, gt, sql } from "drizzle-orm";
import type { OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { SinceClosed } from "#domain/views/since-closed.ts";
import type { Reader } from "../store/store.ts";

/** Returns when a member last had a chat or wrote, to the minute; `null` for never. */
export async function lastWorkAt({ db, tables }: Reader, orgId: OrgId): Promise<Instant | null> {
  const { member, chatted } = tables;
  // The newest of each member is the last of an index; of all at once there is none. In a query of one table Drizzle leaves
  // out the names of tables, so the member's is written out.
  const newest = sql<number | string | null>`(
    select max(${chatted.lastAt}) from ${chatted}
    where ${chatted.orgId} = ${orgId} and ${chatted.memberId} = "member"."id"
  )`;
  const rows = await db.select({ at: newest }).from(member).where(eq(member.orgId, orgId));
  const instants = rows.flatMap(({ at }) => (at === null ? [] : Number(at)));
  return instants.length === 0 ? null : Math.max(...instants);
}

/** Counts the chats that ended after an instant. */
export async function countEndedSince(
  { db, tables: { session } }: Reader,
  orgId: OrgId,
  since: Instant,
): Promise<SinceClosed> {
  const rows = await db
    .select({ unattended: session.unattended, chats: count() })
    .from(session)
    .where(and(eq(session.orgId, orgId), gt(session.endedAt, since), eq(session.channel, "chat")))
    .groupBy(session.unattended);
  const unsure = rows.find(({ unattended }) => unattended)?.chats ?? 0;
  return { chats: rows.reduce((sum, row) => sum + row.chats, 0), unsure };
}
