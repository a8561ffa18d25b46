import { readMigrationFiles } from "drizzle-orm/migrator";

/** Reads the migrations at build time, so that the SQL is part of the bundle. */
export function migrations(engine: "sqlite" | "postgres") {
  return readMigrationFiles({ migrationsFolder: `${import.meta.dir}/../../../../drizzle/${engine}` });
}
