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
