import type { MigrationMeta } from "drizzle-orm/migrator";

/** The method that Drizzle's `migrate` calls after reading a folder. It is missing in Drizzle's types. */
interface Migrating {
  dialect: { migrate(migrations: MigrationMeta[], session: unknown, config: object): void | Promise<void> };
  session: unknown;
}

/** Applies the pending migrations in one transaction. */
export async function applyMigrations(db: unknown, migrations: readonly MigrationMeta[]): Promise<void> {
  const { dialect, session } = db as Migrating;
  await dialect.migrate([...migrations], session, {});
}
