import { and, asc, eq, isNotNull, isNull, lt, lte, min } from "drizzle-orm";
import type { MemberId, OrgId, SessionId } from "#domain/ids.ts";
import type { Instant } from "#domain/instant.ts";
import type { Session } from "#domain/session.ts";
import type { SessionPlace } from "./feed.ts";
import type { Reader } from "./store.ts";

/** Sessions of all organizations whose time was up at `now` and whose end nobody has recorded, longest over first. */
export async function listDue({ db, tables }: Reader, now: Instant, limit: number): Promise<SessionPlace[]> {
  const { session } = tables;
  return db
    .select({ orgId: session.orgId, sessionId: session.id })
    .from(session)
    .where(and(lte(session.expiresAt, now), isNull(session.endedAt)))
    .orderBy(asc(session.expiresAt))
    .limit(limit);
}

/** When the next active session of any organization is due; `null` when there is none. */
export async function nextExpiry({ db, tables }: Reader): Promise<Instant | null> {
  const { session } = tables;
  const [row] = await db
    .select({ at: min(session.expiresAt) })
    .from(session)
    .where(isNull(session.endedAt));
  return row?.at ?? null;
}

/** Active sessions whose holder was decided under an older turn of the switch than `switchNo`. */
export async function listStaleRouted(
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

/** Sessions in which the chatbot is at work, of all organizations; or those that one process runs. */
export async function listOpenTurns(
  { db, tables }: Reader,
  instanceId: string | null = null,
): Promise<{ orgId: OrgId; session: Session }[]> {
  const { session } = tables;
  const run =
    instanceId === null ? isNotNull(session.turnInstanceId) : eq(session.turnInstanceId, instanceId);
  return db.select({ orgId: session.orgId, session: session.state }).from(session).where(run);
}

/** Active sessions that a member holds. */
export async function listHeldBy(
  { db, tables }: Reader,
  orgId: OrgId,
  memberId: MemberId,
): Promise<Session[]> {
  const { session } = tables;
  const rows = await db
    .select({ state: session.state })
    .from(session)
    .where(
      and(
        eq(session.orgId, orgId),
        eq(session.holderKind, "agent"),
        eq(session.holderMemberId, memberId),
        isNull(session.endedAt),
      ),
    )
    .orderBy(asc(session.openedAt));
  return rows.map(({ state }) => state);
}
