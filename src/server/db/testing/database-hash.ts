import type { PgTable } from "drizzle-orm/pg-core";
import type { Store } from "../store/store.ts";

/** Hashes all rows of a database. The hash is equal if no row of any table has changed. */
export async function databaseHash(store: Store): Promise<string> {
  const tables: Record<string, PgTable> = store.tables;
  const contents = await store.snapshot(async ({ db }) => {
    const found: string[] = [];
    for (const [name, table] of Object.entries(tables)) {
      const rows = (await db.select().from(table)).map((row) => JSON.stringify(row)).toSorted();
      found.push(name, ...rows);
    }
    return found.join("\n");
  });
  return new Bun.CryptoHasher("sha256").update(contents).digest("hex");
}
