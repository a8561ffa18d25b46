import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";

/** The column types of our tables, for Postgres. */
export const postgresColumns = {
  table: pgTable,
  index,
  uniqueIndex,
  primaryKey,
  foreignKey,
  text: () => text(),
  /** A whole number up to 2^53: instants, spans, counters. */
  whole: () => bigint({ mode: "number" }),
  flag: () => boolean(),
  json: <T>() => jsonb<T>(),
};

/** The canonical column types: tables are typed as Postgres tables on either engine. */
export type ColumnTypes = typeof postgresColumns;

/**
 * Drizzle's own `jsonb` and Bun's driver both encode, which stores a JSON string instead of the value
 * (https://github.com/drizzle-team/drizzle-orm/issues/4942). Sent as text and cast, it is encoded once.
 */
function jsonb<T>() {
  return customType<{ data: T; driverData: unknown }>({
    dataType: () => "jsonb",
    toDriver: (value) => sql`${JSON.stringify(value)}::text::jsonb`,
    fromDriver: (value) => value as T,
  })();
}
