import type { Store, Writer } from "./store.ts";

/** In characters: more than a message takes with its indexes, so that it does not fit where that would not. */
const PADDING_LENGTH = 65_536;

/**
 * Whether a database responds and writes. It does write, since a full disk can still be read and locked; on SQLite so
 * much that there is room for messages.
 */
export async function acceptsWrites({
  dialect,
  transact,
}: Pick<Store, "dialect" | "transact">): Promise<boolean> {
  const padding = dialect === "sqlite" ? " ".repeat(PADDING_LENGTH) : null;
  const tryIt = async ({ db, tables, now }: Writer) => {
    await db.update(tables.deployment).set({ triedAt: await now(), padding });
    return true;
  };
  const write = transact(tryIt, { canWait: true });
  return write.catch(() => false);
}
