import { and, eq, gte, isNotNull, isNull, lt } from "drizzle-orm";
import type { Instant } from "#domain/model/instant.ts";
import type { Reader, Writer } from "../store/store.ts";

/** Records a heartbeat of an instance. */
export async function recordHeartbeat({ db, tables }: Writer, id: string, at: Instant): Promise<void> {
  const { instance } = tables;
  await db
    .insert(instance)
    .values({ id, startedAt: at, seenAt: at })
    .onConflictDoUpdate({ target: instance.id, set: { seenAt: at } });
}

/** An instance that counts as stopped. */
interface SilentInstance {
  id: string;
  /** Its last heartbeat; `null` when its row no longer exists. */
  seenAt: Instant | null;
}

/**
 * Lists instances without a heartbeat since an instant that still have a chatbot's turn, a member's presence or only
 * their own row.
 */
export async function listSilentInstances({ db, tables }: Reader, since: Instant): Promise<SilentInstance[]> {
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
    .filter(({ seenAt }) => seenAt === null || seenAt < since);
}

/** Deletes an instance whose turns and presences were taken over, unless it has sent a heartbeat since an instant. */
export async function removeInstance(
  { db, tables: { instance } }: Writer,
  id: string,
  since: Instant,
): Promise<void> {
  await db.delete(instance).where(and(eq(instance.id, id), lt(instance.seenAt, since)));
}

/** Whether an instance has sent a heartbeat since an instant. */
export async function wasInstanceSeenSince({ db, tables: { instance } }: Reader, id: string, since: Instant) {
  const rows = await db
    .select({ id: instance.id })
    .from(instance)
    .where(and(eq(instance.id, id), gte(instance.seenAt, since)));
  return rows.length > 0;
}
