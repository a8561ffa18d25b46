import type { PgDeleteBase, PgInsertBuilder, PgQueryResultHKT, PgUpdateBuilder } from "drizzle-orm/pg-core";
import type { Tables } from "./schema.ts";
import type { Reader, Writer } from "./store.ts";

/**
 * Reads all tables and writes the named ones. A {@link Writer} is assignable to a writer of any tables, and one of
 * more tables to one of fewer; the reverse does not compile.
 */
export interface ScopedWriter<Name extends keyof Tables> extends Reader {
  /** Never set. It lets the compiler distinguish writers, because it treats the generic functions below as equal. */
  writes?: (table: Name) => void;
  db: Reader["db"] & {
    insert: <T extends Tables[Name]>(table: T) => PgInsertBuilder<T, PgQueryResultHKT>;
    update: <T extends Tables[Name]>(table: T) => PgUpdateBuilder<T, PgQueryResultHKT>;
    delete: <T extends Tables[Name]>(table: T) => PgDeleteBase<T, PgQueryResultHKT>;
  };
  append: <T extends Tables[Name]>(table: T, rows: readonly T["$inferSelect"][]) => Promise<void>;
  lock: Writer["lock"];
}
