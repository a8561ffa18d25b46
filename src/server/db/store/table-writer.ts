import type { PgDeleteBase, PgInsertBuilder, PgQueryResultHKT, PgUpdateBuilder } from "drizzle-orm/pg-core";
import type { Tables } from "./schema.ts";
import type { Reader, Writer } from "./store.ts";

/**
 * What a write to some tables needs: it reads them all and writes these. A whole {@link Writer} is one of any tables, and
 * one of more tables is one of fewer; the other way round does not compile.
 */
export interface TableWriter<Name extends keyof Tables> extends Reader {
  /** Never there: the compiler tells writers apart by it, where it takes two generic functions for the same. */
  writes?: (table: Name) => void;
  db: Reader["db"] & {
    insert: <T extends Tables[Name]>(table: T) => PgInsertBuilder<T, PgQueryResultHKT>;
    update: <T extends Tables[Name]>(table: T) => PgUpdateBuilder<T, PgQueryResultHKT>;
    delete: <T extends Tables[Name]>(table: T) => PgDeleteBase<T, PgQueryResultHKT>;
  };
  append: <T extends Tables[Name]>(table: T, rows: readonly T["$inferSelect"][]) => Promise<void>;
  lock: Writer["lock"];
}
