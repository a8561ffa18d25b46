import { and, type Column, eq, gt, isNull, lt, lte, or, type SQL } from "drizzle-orm";
import type { MemberId, OrgId } from "#domain/model/ids.ts";
import { type Instant, type Millis, SECOND } from "#domain/model/instant.ts";
import type { Session } from "#domain/model/session.ts";
import type { Reader, Writer } from "../store/store.ts";

/** The grace period in which a member whose connection was lost still counts as present. */
export const PRESENCE_GRACE_MS: Millis = 30 * SECOND;

/** A member connected to an instance. */
export interface Presence {
  orgId: OrgId;
  memberId: MemberId;
  instanceId: string;
}

/** A session whose holder is absent. */
interface HeldByGone {
  orgId: OrgId;
  memberId: MemberId;
  session: Session;
}

/** Records that a member is connected to an instance. */
export async function addPresence({ put, tables }: Writer, presence: Presence, at: Instant): Promise<void> {
  await put(tables.presence, [{ ...presence, connectedAt: at, goneAt: null }]);
}

/** Records that the last connection of a member to an instance was lost. */
export async function markPresenceGone(
  { db, tables }: Writer,
  presence: Presence,
  at: Instant,
): Promise<void> {
  const { orgId, memberId, instanceId, goneAt } = tables.presence;
  await db
    .update(tables.presence)
    .set({ goneAt: at })
    .where(
      and(
        eq(orgId, presence.orgId),
        eq(memberId, presence.memberId),
        eq(instanceId, presence.instanceId),
        isNull(goneAt),
      ),
    );
}

/**
 * Records that an instance has stopped, and with it every connection to it.
 *
 * @returns the members who were connected to it
 */
export async function markInstanceGone(
  { db, tables }: Writer,
  instance: string,
  at: Instant,
): Promise<Presence[]> {
  const { orgId, memberId, instanceId, goneAt } = tables.presence;
  return db
    .update(tables.presence)
    .set({ goneAt: at })
    .where(and(eq(instanceId, instance), isNull(goneAt)))
    .returning({ orgId, memberId, instanceId });
}

/** Lists members who are connected to an instance, according to the database. */
export async function listPresencesAt({ db, tables }: Reader, instance: string): Promise<Presence[]> {
  const { orgId, memberId, instanceId, goneAt } = tables.presence;
  return db
    .select({ orgId, memberId, instanceId })
    .from(tables.presence)
    .where(and(eq(instanceId, instance), isNull(goneAt)));
}

/**
 * Lists members who are connected anywhere, or were less than {@link PRESENCE_GRACE_MS} before `now`, or as little after
 * it, if the clock has been set back.
 */
export async function listPresentMembers(
  { db, tables }: Reader,
  org: OrgId,
  now: Instant,
): Promise<Set<MemberId>> {
  const { orgId, memberId, goneAt } = tables.presence;
  const rows = await db
    .selectDistinct({ memberId })
    .from(tables.presence)
    .where(and(eq(orgId, org), or(isNull(goneAt), isRecent(goneAt, now))));
  return new Set(rows.map((row) => row.memberId));
}

/** Lists active chats of all organizations whose holder is absent. */
export async function listSessionsOfAbsentMembers(
  { db, tables }: Reader,
  now: Instant,
): Promise<HeldByGone[]> {
  const { session, presence } = tables;
  const rows = await db
    .select({ orgId: session.orgId, memberId: session.holderMemberId, session: session.state })
    .from(session)
    .leftJoin(
      presence,
      and(
        eq(presence.orgId, session.orgId),
        eq(presence.memberId, session.holderMemberId),
        or(isNull(presence.goneAt), isRecent(presence.goneAt, now)),
      ),
    )
    .where(
      and(
        eq(session.holderKind, "agent"),
        eq(session.channel, "chat"),
        isNull(session.endedAt),
        isNull(presence.memberId),
      ),
    );
  return rows.flatMap(({ memberId, ...row }) => (memberId === null ? [] : [{ ...row, memberId }]));
}

/** Whether a presence ended less than {@link PRESENCE_GRACE_MS} before `now`, or as little after it. */
export function isRecent(goneAt: Column, now: Instant): SQL | undefined {
  return and(gt(goneAt, now - PRESENCE_GRACE_MS), lt(goneAt, now + PRESENCE_GRACE_MS));
}

/** Deletes presences that ended at or before an instant. */
export async function deleteOldPresences({ db, tables }: Writer, until: Instant): Promise<void> {
  await db.delete(tables.presence).where(lte(tables.presence.goneAt, until));
}
