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

type Words = typeof columns;
type Value<Word> = Word extends () => { _: { data: infer Data } } ? Data : never;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** `true` while every column carries the same JavaScript type on both engines. */
type Agree = { [Word in keyof Words]: Same<Value<Words[Word]>, Value<ColumnTypes[Word]>> }[keyof Words];

/**
 * The same words in SQLite.
 *
 * The cast is honest: were a column to mean different values on the two engines, this would be a mere
 * text and the tables would not compile. What builder calls do is held by trying every question on both.
 */
export const sqliteColumns = {
  table: sqliteTable,
  index,
  uniqueIndex,
  primaryKey,
  foreignKey,
  ...columns,
} as unknown as [Agree] extends [true] ? ColumnTypes : "the two engines disagree about a column";
