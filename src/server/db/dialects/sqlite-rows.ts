import type { Database, SQLQueryBindings } from "bun:sqlite";
import type { PgTable } from "drizzle-orm/pg-core";
import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Writer } from "../store.ts";
import { quoted, tableShape, type TableShape } from "./table-shape.ts";

interface Statements {
  shape: TableShape;
  append: string;
  put: string;
}

/** Row by row, by statements that stay prepared: without round trips that is faster than rendering one big insert. */
export function sqliteRows(connection: Database): Pick<Writer, "append" | "put"> {
  const known = new WeakMap<PgTable, Statements>();

  function statementsFor(table: PgTable): Statements {
    const statements = known.get(table) ?? statementsOf(table);
    known.set(table, statements);
    return statements;
  }

  async function run({ columns }: TableShape, text: string, rows: readonly Record<string, unknown>[]) {
    const statement = connection.query(text);
    for (const row of rows) {
      const values = columns.map(({ key, column }) =>
        row[key] === null || row[key] === undefined ? null : column.mapToDriverValue(row[key]),
      );
      statement.run(...(values as SQLQueryBindings[]));
    }
  }

  return {
    append(table, rows) {
      const { shape, append } = statementsFor(table);
      return run(shape, append, rows);
    },
    put(table, rows) {
      const { shape, put } = statementsFor(table);
      return run(shape, put, rows);
    },
  };
}

function statementsOf(table: SQLiteTable): Statements {
  const { columns, primaryKeys } = getTableConfig(table);
  const shape = tableShape(
    table,
    primaryKeys.flatMap((key) => key.columns).concat(columns.filter((column) => column.primary)),
  );
  const names = shape.columns.map(({ name }) => quoted(name));
  const append = `insert into ${quoted(shape.name)} (${names.join(", ")}) values (${names.map(() => "?").join(", ")})`;
  return { shape, append, put: append + shape.replacing };
}
