import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { MigrationMeta } from "drizzle-orm/migrator";
import { readMigrations } from "./read-migrations.ts";
import type { SchemaVersion } from "./schema-version.ts";

/** The migrations of this build, and what follows from them. */
export interface Schema {
  migrations: readonly MigrationMeta[];
  version: SchemaVersion;
}

const PACKAGE = join(import.meta.dir, "../../../../package.json");
const SAYS_IF_SAFE = /^-- Rolling deploys: (safe|not safe)\. \S/;

/**
 * Reads the schema of this build: its migrations, and what their first lines say of builds from before.
 *
 * @throws if one does not say whether those can go on
 */
export function readSchema(engine: "sqlite" | "postgres"): Schema {
  const migrations = readMigrations(engine);
  const areSafe = migrations.map(({ sql, folderMillis }) => {
    const [, answer] = SAYS_IF_SAFE.exec(sql[0] ?? "") ?? [];
    if (answer === undefined)
      throw new Error(
        `The ${engine} migration of ${folderMillis} must begin with “-- Rolling deploys: safe. WHY” or “… not safe. WHY”: can a build from before it go on using the database?`,
      );
    return answer === "safe";
  });
  const { version }: { version: string } = JSON.parse(readFileSync(PACKAGE, "utf8"));
  return {
    migrations,
    version: { schemaNo: migrations.length, oldestSchemaNo: areSafe.lastIndexOf(false) + 1, version },
  };
}
