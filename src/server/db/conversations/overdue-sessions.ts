import { and, asc, isNull, lte } from "drizzle-orm";
import type { Instant } from "#domain/model/instant.ts";
import type { Session } from "#domain/model/session.ts";
import { isOfKeptOrganization } from "../privacy/kept-organization.ts";
import type { SessionKey } from "./feed.ts";
import type { Reader } from "../store/store.ts";

/**
 * Lists mail sessions of all organizations, except erased ones, whose holder has owed an answer since an instant or
 * before, longest first.
 */
export async function listMailOwedSince(
  { db, tables }: Reader,
  before: Instant,
  limit: number,
): Promise<(SessionKey & { state: Session })[]> {
  const { session } = tables;
  return db
    .select({ orgId: session.orgId, sessionId: session.id, state: session.state })
    .from(session)
    .where(and(lte(session.mailOwedSince, before), isOfKeptOrganization(tables)))
    .orderBy(asc(session.mailOwedSince))
    .limit(limit);
}

/**
 * Lists sessions of all organizations, except erased ones, that expired by `now` and whose end is not recorded,
 * earliest expiry first.
 */
export async function listExpiredSessions(
  { db, tables }: Reader,
  now: Instant,
  limit: number,
): Promise<SessionKey[]> {
  const { session } = tables;
  return db
    .select({ orgId: session.orgId, sessionId: session.id })
    .from(session)
    .where(and(lte(session.expiresAt, now), isNull(session.endedAt), isOfKeptOrganization(tables)))
    .orderBy(asc(session.expiresAt))
    .limit(limit);
}
