import {
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { Kit } from "./kit.ts";

const columns = {
  text: () => text(),
  whole: () => integer(),
  flag: () => integer({ mode: "boolean" }),
  json: <T>() => text({ mode: "json" }).$type<T>(),
};

/**
 * The same words in SQLite.
 *
 * The cast is honest: `columnsAgree` does not compile once a word means different values on the two engines, and
 * every question is tested on both.
 */
export const sqliteKit = {
  table: sqliteTable,
  index,
  uniqueIndex,
  primaryKey,
  foreignKey,
  ...columns,
} as unknown as Kit;

type Value<Word> = Word extends () => { _: { data: infer Data } } ? Data : never;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Words = typeof columns;

/** Proof, by compiling, that a column carries the same JavaScript type on both engines. */
export const columnsAgree: { [Word in keyof Words]: Same<Value<Words[Word]>, Value<Kit[Word]>> } = {
  text: true,
  whole: true,
  flag: true,
  json: true,
};
