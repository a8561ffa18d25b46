import { readMigrationFiles } from "drizzle-orm/migrator";

/** Runs while bundling, so that the SQL becomes part of the program. */
export function migrations(engine: "sqlite" | "postgres") {
  return readMigrationFiles({ migrationsFolder: `${import.meta.dir}/../../../../drizzle/${engine}` });
}
