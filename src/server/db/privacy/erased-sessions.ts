import { and, eq, sql, type SQL } from "drizzle-orm";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Tables } from "../store/schema.ts";
import type { Reader, Writer } from "../store/store.ts";

/**
 * The most rows that one write deletes: a few milliseconds' worth, because other writes and the event loop wait for
 * it.
 */
export const ROWS_A_PORTION = 250;
/** Erased sessions whose facts one write looks for. Most have few. */
const SESSIONS_A_PORTION = 50;
/** The lock that makes one instance at a time delete. */
const LOCK = "deleting erased facts";

/** A condition that a fact is not of an erased session. Every query that selects facts has it. */
export function isOfKeptSession({ fact, erasedSession }: Pick<Tables, "fact" | "erasedSession">): SQL {
  return sql`not exists (
    select 1 from ${erasedSession}
    where ${erasedSession.orgId} = ${fact.orgId} and ${erasedSession.sessionId} = ${fact.sessionId}
  )`;
}

/** Hides the facts of sessions from all readers, until {@link deleteErasedFacts} has deleted them. */
export async function hideFacts(
  writer: Writer,
  orgId: OrgId,
  sessionIds: readonly SessionId[],
): Promise<void> {
  await writer.append(
    writer.tables.erasedSession,
    sessionIds.map((sessionId) => ({ orgId, sessionId })),
  );
}

/** Whether facts of erased sessions are left. */
export async function hasErasedFacts({ db, tables: { erasedSession } }: Reader): Promise<boolean> {
  const rows = await db.select({ id: erasedSession.sessionId }).from(erasedSession).limit(1);
  return rows.length > 0;
}

/**
 * Deletes a portion of the facts of erased sessions. May be called by several instances: one at a time deletes.
 *
 * @returns whether this call deleted anything, so that there may be more
 */
export async function deleteErasedFacts(writer: Writer): Promise<boolean> {
  const { db, tables, among } = writer;
  const { fact, erasedSession } = tables;
  const [first] = await db.select({ orgId: erasedSession.orgId }).from(erasedSession).limit(1);
  if (first === undefined || !(await writer.tryLock(LOCK))) return false;

  const { orgId } = first;
  const rows = await db
    .select({ id: erasedSession.sessionId })
    .from(erasedSession)
    .where(eq(erasedSession.orgId, orgId))
    .limit(SESSIONS_A_PORTION);
  const ids = rows.map(({ id }) => id);
  await writer.shred();
  const theirs = and(eq(fact.orgId, orgId), among(fact.sessionId, ids));
  if ((await writer.deleteSome(fact, theirs, ROWS_A_PORTION)) === ROWS_A_PORTION) return true;
  await db
    .delete(erasedSession)
    .where(and(eq(erasedSession.orgId, orgId), among(erasedSession.sessionId, ids)));
  return true;
}
