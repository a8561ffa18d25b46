import { eq, lt } from "drizzle-orm";
import type { Instant } from "#domain/instant.ts";
import type { Reader, Writer } from "./store.ts";

/** Notes that a process is alive. */
export async function beat({ db, tables }: Writer, id: string, at: Instant): Promise<void> {
  const { instance } = tables;
  await db
    .insert(instance)
    .values({ id, startedAt: at, seenAt: at })
    .onConflictDoUpdate({ target: instance.id, set: { seenAt: at } });
}

/** Processes that were last heard of before an instant. */
export async function silentInstances({ db, tables }: Reader, before: Instant): Promise<string[]> {
  const { instance } = tables;
  const rows = await db.select({ id: instance.id }).from(instance).where(lt(instance.seenAt, before));
  return rows.map(({ id }) => id);
}

/** Forgets a process, after what it held has been passed on. */
export async function removeInstance({ db, tables }: Writer, id: string): Promise<void> {
  await db.delete(tables.instance).where(eq(tables.instance.id, id));
}
