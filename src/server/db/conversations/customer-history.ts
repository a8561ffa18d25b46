import { and, desc, eq, lt, or } from "drizzle-orm";
import type { NumberedFact, SessionFact } from "#domain/model/fact.ts";
import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Session } from "#domain/model/session.ts";
import { isOfKeptSession } from "../privacy/erased-sessions.ts";
import { isSessionFact, type SessionKey } from "./feed.ts";
import type { Reader } from "../store/store.ts";

/**
 * Lists a customer's sessions, newest first. @param before - the last session of the page before; `null` for the
 * first page
 */
export async function sessionsOfCustomer(
  { db, tables }: Reader,
  { orgId, customerId }: { orgId: OrgId; customerId: CustomerId },
  before: { openedAt: Instant; id: SessionId } | null,
  limit: number,
): Promise<Session[]> {
  const { session } = tables;
  const older =
    before === null
      ? undefined
      : or(
          lt(session.openedAt, before.openedAt),
          and(eq(session.openedAt, before.openedAt), lt(session.id, before.id)),
        );
  const rows = await db
    .select({ state: session.state })
    .from(session)
    .where(and(eq(session.orgId, orgId), eq(session.customerId, customerId), older))
    .orderBy(desc(session.openedAt), desc(session.id))
    .limit(limit);
  return rows.map(({ state }) => state);
}

/** Returns the newest `limit` facts of a session, in ascending order. */
export function newestFacts(
  reader: Reader,
  place: SessionKey,
  limit: number,
): Promise<NumberedFact<SessionFact>[]> {
  return factsBefore(reader, place, Number.MAX_SAFE_INTEGER, limit);
}

/** Returns the `limit` facts of a session that come before the one numbered `before`, in ascending order. */
export async function factsBefore(
  { db, tables }: Reader,
  { orgId, sessionId }: SessionKey,
  before: number,
  limit: number,
): Promise<NumberedFact<SessionFact>[]> {
  const { fact } = tables;
  const rows = await db
    .select({ no: fact.no, sessionNo: fact.sessionNo, fact: fact.fact })
    .from(fact)
    .where(
      and(
        eq(fact.orgId, orgId),
        eq(fact.sessionId, sessionId),
        lt(fact.sessionNo, before),
        isOfKeptSession(tables),
      ),
    )
    .orderBy(desc(fact.sessionNo))
    .limit(limit);
  return rows.toReversed().filter(isSessionFact);
}
