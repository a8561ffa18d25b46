import { and, eq, lt, max, ne } from "drizzle-orm";
import type { MemberId, OrgId, SessionId } from "#domain/ids.ts";
import type { SessionPlace } from "./feed.ts";
import type { Reader, Writer } from "./store.ts";

/** Who reads: the customer, or a member. */
export type WhoReads = "customer" | MemberId;

/** How many of the other side's messages this reader has seen in each session; a session never looked at is missing. */
export async function readMarks(
  { db, tables, among }: Reader,
  orgId: OrgId,
  who: WhoReads,
  sessionIds: readonly SessionId[],
): Promise<Map<SessionId, number>> {
  const { readMark } = tables;
  const rows = await db
    .select({ sessionId: readMark.sessionId, count: readMark.count })
    .from(readMark)
    .where(and(eq(readMark.orgId, orgId), eq(readMark.reader, who), among(readMark.sessionId, sessionIds)));
  return new Map(rows.map(({ sessionId, count }) => [sessionId, count]));
}

/** How many of the customer's messages some member has seen; 0 if none has looked. */
export async function seenByMembers(
  { db, tables }: Reader,
  { orgId, sessionId }: SessionPlace,
): Promise<number> {
  const { readMark } = tables;
  const [row] = await db
    .select({ count: max(readMark.count) })
    .from(readMark)
    .where(
      and(eq(readMark.orgId, orgId), eq(readMark.sessionId, sessionId), ne(readMark.reader, "customer")),
    );
  return row?.count ?? 0;
}

/** Moves a mark forwards, never back. @returns whether it moved */
export async function raiseReadMark(
  { db, tables }: Writer,
  { orgId, sessionId, reader }: SessionPlace & { reader: WhoReads },
  count: number,
): Promise<boolean> {
  const { readMark } = tables;
  const raised = await db
    .insert(readMark)
    .values({ orgId, sessionId, reader, count })
    .onConflictDoUpdate({
      target: [readMark.orgId, readMark.sessionId, readMark.reader],
      set: { count },
      setWhere: lt(readMark.count, count),
    })
    .returning({ count: readMark.count });
  return raised.length > 0;
}
