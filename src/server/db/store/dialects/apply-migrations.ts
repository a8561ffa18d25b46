import type { MigrationMeta } from "drizzle-orm/migrator";

/** What Drizzle's own `migrate` calls once it has read a folder; its types do not show it. */
interface Migrating {
  dialect: { migrate(migrations: MigrationMeta[], session: unknown, config: object): void | Promise<void> };
  session: unknown;
}

/** Applies the migrations that this database has not seen, in one transaction. */
export async function applyMigrations(db: unknown, migrations: MigrationMeta[]): Promise<void> {
  const { dialect, session } = db as Migrating;
  await dialect.migrate(migrations, session, {});
}
