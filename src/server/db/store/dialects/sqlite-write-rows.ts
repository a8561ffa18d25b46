import type { Database, SQLQueryBindings } from "bun:sqlite";
import type { Column } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Writer } from "../store.ts";
import { quoted, tableShape, type TableShape } from "./table-shape.ts";

interface Statements {
  shape: TableShape;
  append: string;
  put: string;
  /** Update statements by the changed columns, joined by commas. */
  changes: Map<string, string>;
}

type Row = Record<string, unknown>;

/** Writes row by row with prepared statements: without round trips this is faster than rendering one large insert. */
export function sqliteWriteRows(connection: Database): Pick<Writer, "append" | "put" | "change"> {
  const cached = new WeakMap<PgTable, Statements>();

  function statementsFor(table: PgTable): Statements {
    const statements = cached.get(table) ?? statementsOf(table);
    cached.set(table, statements);
    return statements;
  }

  function run(columns: TableShape["columns"], text: string, rows: readonly Row[]): void {
    if (rows.length === 0) return;
    const statement = connection.query(text);
    for (const row of rows) statement.run(...columns.map(({ key, column }) => stored(row[key], column)));
  }

  return {
    async append(table, rows) {
      const { shape, append } = statementsFor(table);
      run(shape.columns, append, rows);
    },
    async put(table, rows) {
      const { shape, put } = statementsFor(table);
      run(shape.columns, put, rows);
    },
    async change(table, rows) {
      const statements = statementsFor(table);
      for (const { before, after } of rows) {
        const columns = differing(statements.shape, before, after);
        if (columns.length === 0) continue;
        run([...columns, ...statements.shape.keys], changeOf(statements, columns), [after]);
      }
    },
  };
}

function stored(value: unknown, column: Column): SQLQueryBindings {
  // A column's driver value is what this driver accepts.
  return value === null || value === undefined ? null : (column.mapToDriverValue(value) as SQLQueryBindings);
}

function differing({ columns }: TableShape, before: Row, after: Row): TableShape["columns"] {
  return columns.filter(({ key }) => before[key] !== after[key]);
}

function changeOf({ shape, changes }: Statements, columns: TableShape["columns"]): string {
  const key = columns.map(({ name }) => name).join();
  const cached = changes.get(key);
  if (cached !== undefined) return cached;
  const sets = columns.map(({ name }) => `${quoted(name)} = ?`).join(", ");
  const where = shape.keys.map(({ name }) => `${quoted(name)} = ?`).join(" and ");
  const text = `update ${quoted(shape.name)} set ${sets} where ${where}`;
  changes.set(key, text);
  return text;
}

function statementsOf(table: SQLiteTable): Statements {
  const { columns, primaryKeys } = getTableConfig(table);
  const shape = tableShape(
    table,
    primaryKeys.flatMap((key) => key.columns).concat(columns.filter((column) => column.primary)),
  );
  const names = shape.columns.map(({ name }) => quoted(name));
  const append = `insert into ${quoted(shape.name)} (${names.join(", ")}) values (${names.map(() => "?").join(", ")})`;
  return { shape, append, put: append + shape.replacing, changes: new Map() };
}
