import { max } from "drizzle-orm";
import type { Instant } from "#domain/model/instant.ts";
import type { Reader, Writer } from "../store/store.ts";

/** The mark of the secret that the deployment was last started with; `null` before the first time. */
export async function findSecretMark({ db, tables: { deployment } }: Reader): Promise<string | null> {
  const [row] = await db.select({ secretMark: deployment.secretMark }).from(deployment);
  return row?.secretMark ?? null;
}

/** Stores the mark of the secret that it is started with. */
export async function storeSecretMark(
  { db, tables: { deployment } }: Writer,
  secretMark: string,
): Promise<void> {
  await db.update(deployment).set({ secretMark });
}

/**
 * The time at which the clock was last taken for right. Before the first time, that of the newest fact of any company;
 * `null` if there is none.
 */
export async function findTrustedClock({
  db,
  tables: { deployment, organization },
}: Reader): Promise<Instant | null> {
  const [row] = await db.select({ trustedAt: deployment.clockTrustedAt }).from(deployment);
  if (row !== undefined && row.trustedAt !== null) return row.trustedAt;
  const [newest] = await db.select({ at: max(organization.recordedAt) }).from(organization);
  return newest?.at || null;
}

/** Stores that the clock was taken for right at this time. */
export async function storeTrustedClock(
  { db, tables: { deployment } }: Writer,
  clockTrustedAt: Instant,
): Promise<void> {
  await db.update(deployment).set({ clockTrustedAt });
}
