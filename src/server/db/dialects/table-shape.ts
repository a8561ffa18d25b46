import { type Column, getTableColumns, getTableName, type Table } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";

/** A table in the words of the database. */
export interface TableShape {
  name: string;
  columns: readonly { key: string; name: string; column: Column }[];
  /** `on conflict` … with the primary key: the row is replaced. */
  replacing: string;
}

/** @param keys - the columns of the primary key */
export function tableShape(table: Table, keys: readonly Column[]): TableShape {
  const columns = Object.entries(getTableColumns(table)).map(([key, column]) => ({
    key,
    name: toSnakeCase(key),
    column,
  }));
  // By name: on Postgres drizzle hands a table's own rules a second set of column objects.
  const isKey = ({ column }: { column: Column }) => keys.some(({ name }) => name === column.name);
  const target = columns.filter(isKey).map(({ name }) => quoted(name));
  const replaced = columns
    .filter((it) => !isKey(it))
    .map(({ name }) => `${quoted(name)} = excluded.${quoted(name)}`);
  const replacing = ` on conflict (${target.join(", ")}) do update set ${replaced.join(", ")}`;
  return { name: getTableName(table), columns, replacing };
}

export function quoted(name: string): string {
  return `"${name}"`;
}
