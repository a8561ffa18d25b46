import type { PgTable } from "drizzle-orm/pg-core";
import type { Store } from "../store/store.ts";

/** Finds the tables that contain a word in any column. */
export async function tablesContaining(store: Store, word: string): Promise<string[]> {
  const found: string[] = [];
  for (const [name, table] of Object.entries<PgTable>(store.tables))
    if (JSON.stringify(await store.db.select().from(table)).includes(word)) found.push(name);
  return found.toSorted();
}
