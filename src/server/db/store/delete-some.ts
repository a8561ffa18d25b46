import { type SQL, sql } from "drizzle-orm";
import type { Writer } from "./store.ts";

/**
 * Creates a {@link Writer.deleteSome}. @param isAmong - a condition that a row is among those selected by the rest of a
 * query
 */
export function createDeleteSome(
  db: Writer["db"],
  isAmong: (fromWhereLimit: SQL) => SQL,
): Writer["deleteSome"] {
  return async (table, where, limit) => {
    const some = sql`from ${table} where ${where ?? sql`true`} limit ${limit}`;
    const deleted = await db
      .delete(table)
      .where(isAmong(some))
      .returning({ one: sql`1` });
    return deleted.length;
  };
}
