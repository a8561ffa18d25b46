import { and, eq, getTableColumns, type SQL } from "drizzle-orm";
import type { Tables } from "../store/schema.ts";
import type { Reader } from "../store/store.ts";
import type { ScopedWriter } from "../store/scoped-writer.ts";

/** The tables better-auth reads and writes through its adapter. */
export type AuthTable = "users" | "login" | "credential" | "verification";

/** A row of the adapter: columns by name, instants as whole numbers. */
export type AuthRow = Readonly<Record<string, unknown>>;

/** Conditions that must all be met: required values by column name. */
export type AuthMatch = Readonly<Record<string, string>>;

/** Returns rows that match, at most `limit`. */
export async function findAuthRows(
  { db, tables }: Reader,
  table: AuthTable,
  match: AuthMatch,
  limit: number,
): Promise<AuthRow[]> {
  return db
    .select()
    .from(tables[table])
    .where(matches(tables, table, match))
    .limit(limit);
}

/** Adds one row. A duplicate of a unique value is an error. */
export async function addAuthRow(
  { db, tables }: ScopedWriter<AuthTable>,
  table: AuthTable,
  row: AuthRow,
): Promise<void> {
  // The adapter's rows are untyped; the constraints of the tables check them.
  await db.insert(tables[table]).values(row as never);
}

/** Changes the rows that match. @returns their new versions */
export async function changeAuthRows(
  { db, tables }: ScopedWriter<AuthTable>,
  table: AuthTable,
  match: AuthMatch,
  change: AuthRow,
): Promise<AuthRow[]> {
  return db
    .update(tables[table])
    .set(change as never)
    .where(matches(tables, table, match))
    .returning();
}

/** Deletes the rows that match. @returns the deleted rows */
export async function removeAuthRows(
  { db, tables }: ScopedWriter<AuthTable>,
  table: AuthTable,
  match: AuthMatch,
): Promise<AuthRow[]> {
  return db
    .delete(tables[table])
    .where(matches(tables, table, match))
    .returning();
}

/** Builds the condition. @throws without conditions or with an unknown column: either would affect every row */
function matches(tables: Tables, table: AuthTable, match: AuthMatch): SQL {
  const columns = Object.entries(getTableColumns(tables[table]));
  const conditions = Object.entries(match).map(([name, value]) => {
    const column = columns.find(([key]) => key === name)?.[1];
    if (column === undefined) throw new Error(`There is no column ${name} in ${table}.`);
    return eq(column, value);
  });
  const all = and(...conditions);
  if (all === undefined) throw new Error(`Which rows of ${table}?`);
  return all;
}
