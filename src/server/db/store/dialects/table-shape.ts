import { type Column, getTableColumns, getTableName, type Table } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";

/** A table, described by its names in the database. */
export interface TableShape {
  name: string;
  columns: readonly ShapedColumn[];
  /** The columns of the primary key. */
  keys: readonly ShapedColumn[];
  /** The `on conflict` clause for the primary key: replaces the row unless it is equal. */
  replacing: string;
}

interface ShapedColumn {
  /** The name in the program. */
  key: string;
  /** The name in the database. */
  name: string;
  column: Column;
}

/** Describes a table. @param keys - the columns of the primary key */
export function tableShape(table: Table, keys: readonly Column[]): TableShape {
  const columns = Object.entries(getTableColumns(table)).map(([key, column]) => ({
    key,
    name: toSnakeCase(key),
    column,
  }));
  // Compare by name: on Postgres, the column objects that Drizzle passes to a table's constraints are not the table's
  // own.
  const isKey = ({ column }: { column: Column }) => keys.some(({ name }) => name === column.name);
  const own = columns.filter(isKey);
  const rest = columns.filter((it) => !isKey(it)).map(({ name }) => quoted(name));
  const named = quoted(getTableName(table));
  const list = (prefix: string) => rest.map((name) => prefix + name).join(", ");
  const replacing =
    ` on conflict (${own.map(({ name }) => quoted(name)).join(", ")}) do update set ` +
    rest.map((name) => `${name} = excluded.${name}`).join(", ") +
    ` where (${list(`${named}.`)}) is distinct from (${list("excluded.")})`;
  return { name: getTableName(table), columns, keys: own, replacing };
}

export function quoted(name: string): string {
  return `"${name}"`;
}
