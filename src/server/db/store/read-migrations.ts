import { join } from "node:path";
import { type MigrationMeta, readMigrationFiles } from "drizzle-orm/migrator";

const FOLDER = join(import.meta.dir, "../../../../drizzle");

/** The migrations of one engine, oldest first, from the folder `drizzle` of this checkout or image. */
export function readMigrations(engine: "sqlite" | "postgres"): MigrationMeta[] {
  return readMigrationFiles({ migrationsFolder: join(FOLDER, engine) });
}
