import { and, eq, gte, isNotNull, isNull, lt } from "drizzle-orm";
import type { Instant } from "#domain/model/instant.ts";
import type { Reader, Writer } from "../store/store.ts";

/** Notes that a process is alive. */
export async function recordHeartbeat({ db, tables }: Writer, id: string, at: Instant): Promise<void> {
  const { instance } = tables;
  await db
    .insert(instance)
    .values({ id, startedAt: at, seenAt: at })
    .onConflictDoUpdate({ target: instance.id, set: { seenAt: at } });
}

/** A process that is taken for dead. */
interface SilentInstance {
  id: string;
  /** When it was last heard of; `null` when nobody knows it any more. */
  seenAt: Instant | null;
}

/**
 * Processes that have left something behind, a chatbot's turn, a member's connection or merely their name, and have
 * not been heard of since an instant.
 */
export async function listSilentInstances({ db, tables }: Reader, since: Instant): Promise<SilentInstance[]> {
  const { instance, session, presence } = tables;
  const [running, hosting] = await Promise.all([
    db.selectDistinct({ id: session.turnInstanceId }).from(session).where(isNotNull(session.turnInstanceId)),
    db.selectDistinct({ id: presence.instanceId }).from(presence).where(isNull(presence.goneAt)),
  ]);
  // Read after the others: whoever holds something has beaten before.
  const known = await db.select({ id: instance.id, seenAt: instance.seenAt }).from(instance);
  const seen = new Map(known.map(({ id, seenAt }) => [id, seenAt]));
  const ids = new Set([...running, ...hosting, ...known].flatMap(({ id }) => id ?? []));
  return [...ids]
    .map((id) => ({ id, seenAt: seen.get(id) ?? null }))
    .filter(({ seenAt }) => seenAt === null || seenAt < since);
}

/** Forgets a process, after what it held has been passed on; unless it has been heard of since an instant. */
export async function removeInstance(
  { db, tables: { instance } }: Writer,
  id: string,
  since: Instant,
): Promise<void> {
  await db.delete(instance).where(and(eq(instance.id, id), lt(instance.seenAt, since)));
}

/** Whether a process has been heard of since an instant. */
export async function wasInstanceSeenSince({ db, tables: { instance } }: Reader, id: string, since: Instant) {
  const rows = await db
    .select({ id: instance.id })
    .from(instance)
    .where(and(eq(instance.id, id), gte(instance.seenAt, since)));
  return rows.length > 0;
}
