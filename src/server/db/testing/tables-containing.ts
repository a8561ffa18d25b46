import type { PgTable } from "drizzle-orm/pg-core";
import type { Store } from "../store/store.ts";

/** The tables in which a word stands somewhere, whatever the column, by name. */
export async function tablesContaining(store: Store, word: string): Promise<string[]> {
  const found: string[] = [];
  for (const [name, table] of Object.entries<PgTable>(store.tables))
    if (JSON.stringify(await store.db.select().from(table)).includes(word)) found.push(name);
  return found.toSorted();
}
