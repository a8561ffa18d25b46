import {
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { ColumnTypes } from "./postgres-columns.ts";

const columns = {
  text: () => text(),
  whole: () => integer(),
  flag: () => integer({ mode: "boolean" }),
  json: <T>() => text({ mode: "json" }).$type<T>(),
};

type Columns = typeof columns;
type Value<Column> = Column extends () => { _: { data: infer Data } } ? Data : never;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** `true` while every column has the same JavaScript type on both engines. */
type Agree = {
  [Column in keyof Columns]: Same<Value<Columns[Column]>, Value<ColumnTypes[Column]>>;
}[keyof Columns];

/**
 * The column types of `postgresColumns` for SQLite.
 *
 * The cast is checked: if a column had different values on the two engines, the type would be a string literal and
 * the tables would not compile. Builder calls are covered by testing every query on both engines.
 */
export const sqliteColumns = {
  table: sqliteTable,
  index,
  uniqueIndex,
  primaryKey,
  foreignKey,
  ...columns,
} as unknown as [Agree] extends [true] ? ColumnTypes : "the two engines disagree about a column";
