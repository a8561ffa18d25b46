import { and, asc, eq, isNull, lt, lte } from "drizzle-orm";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { SessionKey } from "./feed.ts";
import type { Reader } from "../store/store.ts";

/** Lists sessions of all organizations that expired by `now` and whose end is not recorded, earliest expiry first. */
export async function listExpiredSessions(
  { db, tables }: Reader,
  now: Instant,
  limit: number,
): Promise<SessionKey[]> {
  const { session } = tables;
  return db
    .select({ orgId: session.orgId, sessionId: session.id })
    .from(session)
    .where(and(lte(session.expiresAt, now), isNull(session.endedAt)))
    .orderBy(asc(session.expiresAt))
    .limit(limit);
}

/** Lists active sessions last routed under a switch number lower than `switchNo`. */
export async function listSessionsToReroute(
  { db, tables }: Reader,
  orgId: OrgId,
  switchNo: number,
  limit: number,
): Promise<SessionId[]> {
  const { session } = tables;
  const rows = await db
    .select({ id: session.id })
    .from(session)
    .where(and(eq(session.orgId, orgId), lt(session.routedUnder, switchNo), isNull(session.endedAt)))
    .orderBy(asc(session.openedAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}
