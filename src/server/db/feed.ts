import { and, asc, eq, gt } from "drizzle-orm";
import type { NumberedFact, SessionFact } from "#domain/fact.ts";
import type { OrgId, SessionId } from "#domain/ids.ts";
import type { Reader } from "./store.ts";

/** A session and the organization it belongs to: neither is found without the other. */
export interface SessionPlace {
  orgId: OrgId;
  sessionId: SessionId;
}

/** An organization's facts numbered above `after`, oldest first. */
export async function readFeed(
  { db, tables }: Reader,
  orgId: OrgId,
  after: number,
  limit: number,
): Promise<NumberedFact[]> {
  const { fact } = tables;
  return db
    .select({ no: fact.no, sessionNo: fact.sessionNo, fact: fact.fact })
    .from(fact)
    .where(and(eq(fact.orgId, orgId), gt(fact.no, after)))
    .orderBy(asc(fact.no))
    .limit(limit);
}

/** One session's facts whose `sessionNo` is above `after`, oldest first. */
export async function readSessionFeed(
  { db, tables }: Reader,
  { orgId, sessionId }: SessionPlace,
  after: number,
  limit: number,
): Promise<NumberedFact<SessionFact>[]> {
  const { fact } = tables;
  const rows = await db
    .select({ no: fact.no, sessionNo: fact.sessionNo, fact: fact.fact })
    .from(fact)
    .where(and(eq(fact.orgId, orgId), eq(fact.sessionId, sessionId), gt(fact.sessionNo, after)))
    .orderBy(asc(fact.sessionNo))
    .limit(limit);
  return rows.filter(isOfSession);
}

/** Tells the compiler what the column `sessionId` tells the database. */
export function isOfSession(numbered: NumberedFact): numbered is NumberedFact<SessionFact> {
  return "sessionId" in numbered.fact;
}

/** The number of an organization's newest fact; 0 before the first. */
export async function lastNo({ db, tables }: Reader, orgId: OrgId): Promise<number> {
  const { organization } = tables;
  const [row] = await db
    .select({ no: organization.feedNo })
    .from(organization)
    .where(eq(organization.id, orgId));
  return row?.no ?? 0;
}

/** The number of a session's newest fact; 0 if there is no such session. */
export async function lastSessionNo(
  { db, tables }: Reader,
  { orgId, sessionId }: SessionPlace,
): Promise<number> {
  const { session } = tables;
  const [row] = await db
    .select({ no: session.lastNo })
    .from(session)
    .where(and(eq(session.orgId, orgId), eq(session.id, sessionId)));
  return row?.no ?? 0;
}
