import { and, between, eq, gt, isNotNull, isNull, lt, or } from "drizzle-orm";
import type { Instant } from "#domain/model/instant.ts";
import type { Reader, Writer } from "../store/store.ts";

/** Records a heartbeat of an instance. */
export async function recordHeartbeat({ db, tables }: Writer, id: string, at: Instant): Promise<void> {
  const { instance } = tables;
  await db
    .insert(instance)
    .values({ id, startedAt: at, seenAt: at, seesCustomers: true })
    .onConflictDoUpdate({ target: instance.id, set: { seenAt: at, seesCustomers: true } });
}

/** An instance that counts as stopped. */
interface SilentInstance {
  id: string;
  /** Its last heartbeat; `null` when its row no longer exists. */
  seenAt: Instant | null;
}

/** Within this time an instance must have sent a heartbeat; one from later was sent before the clock was set back. */
export interface HeardWithin {
  since: Instant;
  until: Instant;
}

/**
 * Lists instances without a heartbeat in time that still have a chatbot's turn, a member's presence or only their own
 * row.
 */
export async function listSilentInstances(
  { db, tables }: Reader,
  heard: HeardWithin,
): Promise<SilentInstance[]> {
  const { instance, session, presence } = tables;
  const [running, hosting] = await Promise.all([
    db.selectDistinct({ id: session.turnInstanceId }).from(session).where(isNotNull(session.turnInstanceId)),
    db.selectDistinct({ id: presence.instanceId }).from(presence).where(isNull(presence.goneAt)),
  ]);
  // Read these last: an instance sends a heartbeat before it gets a turn or a presence.
  const known = await db.select({ id: instance.id, seenAt: instance.seenAt }).from(instance);
  const seen = new Map(known.map(({ id, seenAt }) => [id, seenAt]));
  const ids = new Set([...running, ...hosting, ...known].flatMap(({ id }) => id ?? []));
  return [...ids]
    .map((id) => ({ id, seenAt: seen.get(id) ?? null }))
    .filter(({ seenAt }) => seenAt === null || seenAt < heard.since || seenAt > heard.until);
}

/**
 * Deletes an instance that has stopped, or whose turns and presences were taken over.
 *
 * @param heard - unless it has a heartbeat in this time; `null` in any case
 */
export async function removeInstance(
  { db, tables: { instance } }: Writer,
  id: string,
  heard: HeardWithin | null,
): Promise<void> {
  const isSilent =
    heard === null ? undefined : or(lt(instance.seenAt, heard.since), gt(instance.seenAt, heard.until));
  await db.delete(instance).where(and(eq(instance.id, id), isSilent));
}

/** Whether an instance has sent a heartbeat in time. */
export async function wasInstanceSeen(
  { db, tables: { instance } }: Reader,
  id: string,
  { since, until }: HeardWithin,
): Promise<boolean> {
  const rows = await db
    .select({ id: instance.id })
    .from(instance)
    .where(and(eq(instance.id, id), between(instance.seenAt, since, until)));
  return rows.length > 0;
}

/** Lists all instances, and whether each tells the others which customers are connected to it. */
export async function listInstances({
  db,
  tables: { instance },
}: Reader): Promise<{ id: string; seesCustomers: boolean }[]> {
  return db.select({ id: instance.id, seesCustomers: instance.seesCustomers }).from(instance);
}
