import { and, eq, gt, isNull, lt, lte, or } from "drizzle-orm";
import type { MemberId, OrgId } from "#domain/ids.ts";
import { type Instant, type Millis, SECOND } from "#domain/instant.ts";
import type { Reader, Writer } from "./store.ts";

/** A member whose connection was lost still counts as here for so long. */
export const GRACE_MS: Millis = 30 * SECOND;

/** A member at one of our processes. */
export interface Presence {
  orgId: OrgId;
  memberId: MemberId;
  instanceId: string;
}

/** Notes that a member is connected to a process. */
export async function arrive({ put, tables }: Writer, presence: Presence, at: Instant): Promise<void> {
  await put(tables.presence, [{ ...presence, connectedAt: at, goneAt: null }]);
}

/** Notes that the last connection of a member to a process was lost. */
export async function leave({ db, tables }: Writer, presence: Presence, at: Instant): Promise<void> {
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
 * Notes that a process is no more, and with it every connection to it.
 *
 * @returns who was connected to it
 */
export async function endInstance(
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

/**
 * Notes that every process but this one is no more: right at boot where there can be only one.
 *
 * @returns who was connected to them
 */
export async function endOtherInstances(
  { db, tables }: Writer,
  own: string,
  at: Instant,
): Promise<Presence[]> {
  const { orgId, memberId, instanceId, goneAt } = tables.presence;
  return db
    .update(tables.presence)
    .set({ goneAt: at })
    .where(and(or(lt(instanceId, own), gt(instanceId, own)), isNull(goneAt)))
    .returning({ orgId, memberId, instanceId });
}

/** Members who are connected anywhere, or were less than {@link GRACE_MS} before `now`. */
export async function presentMembers(
  { db, tables }: Reader,
  org: OrgId,
  now: Instant,
): Promise<Set<MemberId>> {
  const { orgId, memberId, goneAt } = tables.presence;
  const rows = await db
    .selectDistinct({ memberId })
    .from(tables.presence)
    .where(and(eq(orgId, org), or(isNull(goneAt), gt(goneAt, now - GRACE_MS))));
  return new Set(rows.map((row) => row.memberId));
}

/** Members who hold active sessions and are no longer here, in all organizations. */
export async function membersGone(
  { db, tables }: Reader,
  now: Instant,
): Promise<Pick<Presence, "orgId" | "memberId">[]> {
  const { session, presence } = tables;
  const rows = await db
    .selectDistinct({ orgId: session.orgId, memberId: session.holderMemberId })
    .from(session)
    .leftJoin(
      presence,
      and(
        eq(presence.orgId, session.orgId),
        eq(presence.memberId, session.holderMemberId),
        or(isNull(presence.goneAt), gt(presence.goneAt, now - GRACE_MS)),
      ),
    )
    .where(and(eq(session.holderKind, "agent"), isNull(session.endedAt), isNull(presence.memberId)));
  return rows.flatMap(({ orgId, memberId }) => (memberId === null ? [] : [{ orgId, memberId }]));
}

/** Forgets who left at or before an instant. */
export async function sweepPresences({ db, tables }: Writer, until: Instant): Promise<void> {
  await db.delete(tables.presence).where(lte(tables.presence.goneAt, until));
}
