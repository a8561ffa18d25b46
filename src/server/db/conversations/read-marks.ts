import { and, eq, lt, max, ne, sql } from "drizzle-orm";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { AuthorKey } from "#domain/model/message.ts";
import type { SessionKey } from "./feed.ts";
import { preparePerConnection } from "../store/prepare-per-connection.ts";
import { asListParameter, type Reader, type Writer } from "../store/store.ts";

/** A reader: the customer, or a member. */
export type WhoReads = Exclude<AuthorKey, "bot">;

/**
 * Reads how many of the other side's messages this reader has seen in each session. Sessions never read are missing.
 */
export async function readMarks(
  reader: Reader,
  orgId: OrgId,
  who: WhoReads,
  sessionIds: readonly SessionId[],
): Promise<Map<SessionId, number>> {
  const rows = await marks(reader).execute({ orgId, who, sessions: asListParameter(sessionIds) });
  return new Map(rows.map(({ sessionId, count }) => [sessionId, count]));
}

/** Parameters: `orgId`, `who`, and a list of `sessions` */
const marks = preparePerConnection(({ db, tables: { readMark }, among }: Reader) =>
  db
    .select({ sessionId: readMark.sessionId, count: readMark.count })
    .from(readMark)
    .where(
      and(
        eq(readMark.orgId, sql.placeholder("orgId")),
        eq(readMark.reader, sql.placeholder("who")),
        among(readMark.sessionId, sql.placeholder("sessions")),
      ),
    )
    .prepare("read_marks"),
);

/** Reads how many of the customer's messages some member has seen; 0 if none has read any. */
export async function seenByMembers(reader: Reader, { orgId, sessionId }: SessionKey): Promise<number> {
  const [row] = await seen(reader).execute({ orgId, sessionId });
  return row?.count ?? 0;
}

/** Parameters: `orgId`, `sessionId` */
const seen = preparePerConnection(({ db, tables: { readMark } }: Reader) =>
  db
    .select({ count: max(readMark.count) })
    .from(readMark)
    .where(
      and(
        eq(readMark.orgId, sql.placeholder("orgId")),
        eq(readMark.sessionId, sql.placeholder("sessionId")),
        ne(readMark.reader, "customer"),
      ),
    )
    .prepare("seen_by_members"),
);

/** Raises a read mark, never lowers it. @returns whether it changed */
export async function raiseReadMark(
  { db, tables }: Writer,
  { orgId, sessionId, reader }: SessionKey & { reader: WhoReads },
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
