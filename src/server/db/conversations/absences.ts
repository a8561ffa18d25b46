import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Session } from "#domain/model/session.ts";
import type { SessionKey } from "./feed.ts";
import type { Reader, Writer } from "../store/store.ts";

/** A session whose customer may have left, or has. */
export interface Absence extends SessionKey {
  customerId: CustomerId;
  /** From when on they count as having left. */
  dueAt: Instant;
  /** Whether the session is marked already. */
  isMarked: boolean;
  hasEnded: boolean;
}

/** Notes that the customers of these sessions may have left. A session that is noted stays as it is. */
export async function addAbsences(
  { db, tables: { absence } }: Writer,
  rows: readonly (SessionKey & { dueAt: Instant })[],
): Promise<void> {
  if (rows.length > 0)
    await db
      .insert(absence)
      .values([...rows])
      .onConflictDoNothing();
}

/** Lists the absences of all organizations: few, because each ends with its session. */
export async function listAbsences({ db, tables: { absence, session } }: Reader): Promise<Absence[]> {
  const rows = await db
    .select({
      orgId: absence.orgId,
      sessionId: absence.sessionId,
      dueAt: absence.dueAt,
      customerId: session.customerId,
      customerLeftAt: session.customerLeftAt,
      endedAt: session.endedAt,
    })
    .from(absence)
    .innerJoin(session, and(eq(session.orgId, absence.orgId), eq(session.id, absence.sessionId)));
  return rows.map(({ customerLeftAt, endedAt, ...row }) => ({
    ...row,
    isMarked: customerLeftAt !== null,
    hasEnded: endedAt !== null,
  }));
}

/** Postpones every absence, so that no customer counts as having left before `until`. */
export async function postponeAbsences({ db, tables: { absence } }: Writer, until: Instant): Promise<void> {
  await db.update(absence).set({ dueAt: until });
}

/** Deletes the absences of these sessions. */
export async function deleteAbsences(
  { db, tables: { absence }, among }: Writer,
  orgId: OrgId,
  sessionIds: readonly SessionId[],
): Promise<void> {
  await db.delete(absence).where(and(eq(absence.orgId, orgId), among(absence.sessionId, sessionIds)));
}

/** A session, and the number of messages to its customer that they have seen. */
export interface SessionSeen {
  session: Session;
  seen: number;
}

/** Reads sessions with what their customers have seen of them. */
export async function readSessionsSeen(
  { db, tables: { session, readMark }, among }: Reader,
  orgId: OrgId,
  sessionIds: readonly SessionId[],
): Promise<SessionSeen[]> {
  const isOwnMark = and(
    eq(readMark.orgId, session.orgId),
    eq(readMark.sessionId, session.id),
    eq(readMark.reader, "customer"),
  );
  const rows = await db
    .select({ session: session.state, seen: readMark.count })
    .from(session)
    .leftJoin(readMark, isOwnMark)
    .where(and(eq(session.orgId, orgId), among(session.id, sessionIds)));
  return rows.map(({ session: state, seen }) => ({ session: state, seen: seen ?? 0 }));
}

/** Lists the open chats of all organizations, or only those in the queue. */
export async function listOpenSessionKeys(
  { db, tables: { session } }: Reader,
  which: "all" | "queued",
): Promise<SessionKey[]> {
  const isQueued = which === "queued" ? isNotNull(session.queuedAt) : undefined;
  return db
    .select({ orgId: session.orgId, sessionId: session.id })
    .from(session)
    .where(and(isNull(session.endedAt), eq(session.channel, "chat"), isQueued));
}

/** Lists the open chats of these customers. */
export async function listOpenSessionsOf(
  { db, tables: { session }, among }: Reader,
  orgId: OrgId,
  customerIds: readonly CustomerId[],
): Promise<(SessionKey & { customerId: CustomerId })[]> {
  return db
    .select({ orgId: session.orgId, sessionId: session.id, customerId: session.customerId })
    .from(session)
    .where(
      and(
        eq(session.orgId, orgId),
        among(session.customerId, customerIds),
        isNull(session.endedAt),
        eq(session.channel, "chat"),
      ),
    );
}
