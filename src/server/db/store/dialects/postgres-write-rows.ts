import { type SQL, sql } from "drizzle-orm";
import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";
import type { Writer } from "../store.ts";
import { quoted, tableShape, type TableShape } from "./table-shape.ts";

interface Execute {
  execute(query: SQL): PromiseLike<unknown>;
}

/** Keeps a statement well below the size limit of a protocol message. */
const ROWS_A_STATEMENT = 1_000;

/** Returns the shape of a table, computed once. */
export type TableShapes = (table: PgTable) => TableShape;

/**
 * Writes with one statement per table, because round trips are expensive. The rows are one JSON parameter, so that
 * the statement text is the same for any number of them and the server prepares it once.
 */
export function postgresWriteRows(
  connection: Execute,
  shapes: TableShapes,
): Pick<Writer, "append" | "put" | "change"> {
  const put: Writer["put"] = async (table, rows) => {
    const shape = shapes(table);
    await insert(connection, shape, shape.replacing, rows);
  };
  return {
    async append(table, rows) {
      const shape = shapes(table);
      await insert(connection, shape, "", rows);
    },
    put,
    change: (table, rows) =>
      put(
        table,
        rows.map(({ after }) => after),
      ),
  };
}

async function insert(
  connection: Execute,
  { name, columns }: TableShape,
  conflict: string,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const names = columns.map((column) => quoted(column.name)).join(", ");
  const typed = columns.map((column) => `${quoted(column.name)} ${column.column.getSQLType()}`).join(", ");
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
    const page = rows
      .slice(start, start + ROWS_A_STATEMENT)
      .map((row) => Object.fromEntries(columns.map((column) => [column.name, row[column.key] ?? null])));
    await connection.execute(
      sql`${sql.raw(`insert into ${quoted(name)} (${names}) select ${names} from jsonb_to_recordset(`)}${JSON.stringify(page)}${sql.raw(`::text::jsonb) as row(${typed})${conflict}`)}`,
    );
  }
}

/** Creates an empty cache of table shapes. A store has one, shared by its transactions. */
export function createTableShapes(): TableShapes {
  const shapes = new Map<PgTable, TableShape>();

  return (table) => {
    const shape = shapes.get(table) ?? shapeOf(table);
    shapes.set(table, shape);
    return shape;
  };
}

function shapeOf(table: PgTable): TableShape {
  const { columns, primaryKeys } = getTableConfig(table);
  return tableShape(
    table,
    primaryKeys.flatMap((key) => key.columns).concat(columns.filter((column) => column.primary)),
  );
}
