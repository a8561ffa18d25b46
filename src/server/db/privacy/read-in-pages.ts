import { and, asc, getTableColumns, gt, type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Reader } from "../store/store.ts";
import { DATA_CLASSIFICATION, type DataClass } from "./data-classification.ts";
import type { ExportedTable } from "./exported-tables.ts";

/** Rows of a table, sorted by a unique key that an index has right after the columns that `where` fixes. */
export interface RowRange {
  table: ExportedTable;
  where: SQL | undefined;
  /** The columns of the key. */
  keys: readonly string[];
}

/** A row without its secrets, or only its key. */
export type Row = Record<string, unknown>;

interface PageOptions {
  /** The largest number of rows of a page. */
  size: number;
  /** Whole rows without secrets, or only their keys. */
  columns: "shown" | "keys";
}

/**
 * Reads rows page by page, each page with a query of its own that begins after the last key of the page before. No
 * transaction stays open in between, so a reader may take its time. Rows that are deleted meanwhile are not in later
 * pages. There is at least one page, which may be empty.
 */
export async function* readInPages(
  { db, tables }: Reader,
  { table: name, where, keys }: RowRange,
  { size, columns: wanted }: PageOptions,
): AsyncGenerator<Row[], void> {
  const table: PgTable = tables[name];
  const columns: Record<string, PgColumn> = getTableColumns(table);
  const classes: Record<string, DataClass> = DATA_CLASSIFICATION[name];
  const isWanted = (key: string) => (wanted === "keys" ? keys.includes(key) : classes[key] !== "secret");
  const shown = Object.fromEntries(Object.entries(columns).filter(([key]) => isWanted(key)));
  const sortedBy = keys.flatMap((key) => columns[key] ?? []);
  let last: Row | undefined;
  for (;;) {
    const rows: Row[] = await db
      .select(shown)
      .from(table)
      .where(and(where, last === undefined ? undefined : isAfter(sortedBy, keys, last)))
      .orderBy(...sortedBy.map((key) => asc(key)))
      .limit(size);
    yield rows;
    last = rows.at(-1);
    if (last === undefined || rows.length < size) return;
  }
}

function isAfter(sortedBy: readonly PgColumn[], keys: readonly string[], last: Row): SQL {
  const [first, second] = sortedBy;
  const [firstKey] = keys;
  // SQLite compares a row of one column too, but not by an index where another condition limits the same column.
  if (first !== undefined && firstKey !== undefined && second === undefined) return gt(first, last[firstKey]);
  const values = keys.map((key) => sql`${last[key]}`);
  return sql`(${sql.join([...sortedBy], sql`, `)}) > (${sql.join(values, sql`, `)})`;
}
