import type { Database } from "bun:sqlite";
import type { MigrationMeta } from "drizzle-orm/migrator";
import { DatabaseRefused } from "../database-refused.ts";
import { readSchema } from "../read-schema.ts";
import { refuseIfTooOld, versionAfterMigration, type SchemaVersion } from "../schema-version.ts";

/**
 * Applies the pending migrations, with foreign keys off, because rebuilding a table would otherwise delete the rows
 * that reference it.
 *
 * @param build - replaces the version of this build, for tests
 * @throws {DatabaseRefused} if the database is too new for this build, or another program's
 */
export function migrateSqlite(connection: Database, build?: SchemaVersion): void {
  const { migrations, version } = readSchema("sqlite");
  const own = build ?? version;
  const names = tablesOf(connection);
  if (names.length > 0 && !names.includes("__drizzle_migrations"))
    throw new DatabaseRefused(
      `${connection.filename} is the database of another program: it has a table ${names[0]}. Move it away, or name another folder.`,
    );
  const stored = storedVersion(connection);
  refuseIfTooOld(stored, own);
  connection.run("pragma foreign_keys = off");
  applyPending(connection, migrations);
  connection.run("pragma foreign_keys = on");
  storeVersion(connection, versionAfterMigration(stored, own));
  forgetStatistics(connection);
}

/**
 * Deletes the row counts that `analyze` or an earlier build stored. The planner believes them however much the file has
 * grown since: with those of a small one it reads whole tables where an index would name the row. Without them it uses
 * the indexes, which are there for these queries (https://www.sqlite.org/optoverview.html).
 */
function forgetStatistics(connection: Database): void {
  const stored = connection.query("select 1 from sqlite_master where name = 'sqlite_stat1'").get();
  if (stored === null || connection.query("select 1 from sqlite_stat1").get() === null) return;
  connection.run("delete from sqlite_stat1");
  // Makes this connection read them again.
  connection.run("analyze sqlite_schema");
}

/**
 * Checks a database that is used without being migrated, beside its server.
 *
 * @throws {DatabaseRefused} unless it is at this build's schema, or a newer one that this build can use
 */
export function refuseUnmigrated(connection: Database, own = readSchema("sqlite").version): void {
  const stored = storedVersion(connection);
  refuseIfTooOld(stored, own);
  if (stored === null || stored.schemaNo < own.schemaNo)
    throw new DatabaseRefused(
      `${connection.filename} has not been used by this build yet: start the server once, then run this again.`,
    );
}

/**
 * Applies the migrations after the last applied one, in one transaction, and notes them as Drizzle does. Drizzle's own
 * function would roll back once more what a full disk has rolled back already, and its error hide that one.
 */
function applyPending(connection: Database, migrations: readonly MigrationMeta[]): void {
  connection.run(
    "create table if not exists __drizzle_migrations (id serial primary key, hash text not null, created_at numeric)",
  );
  const last = connection.query<{ at: number | null }, []>(
    "select max(created_at) as at from __drizzle_migrations",
  );
  const appliedAt = last.get()?.at ?? 0;
  connection.run("begin immediate");
  try {
    const pending = migrations.filter(({ folderMillis }) => folderMillis > appliedAt);
    for (const { sql, hash, folderMillis } of pending) {
      for (const statement of sql) connection.run(statement);
      connection.run("insert into __drizzle_migrations (hash, created_at) values (?, ?)", [
        hash,
        folderMillis,
      ]);
    }
    // It reads the whole file, for seconds per gigabyte, so a start without a migration does not wait for it.
    if (pending.length > 0) refuseDangling(connection);
    connection.run("commit");
  } catch (error) {
    if (connection.inTransaction) connection.run("rollback");
    throw error;
  }
}

/** @throws {DatabaseRefused} if a row refers to one that does not exist: then the migration is rolled back */
function refuseDangling(connection: Database): void {
  const dangling = connection.query("pragma foreign_key_check").all().length;
  if (dangling > 0)
    throw new DatabaseRefused(
      `${connection.filename} has ${dangling} rows that refer to nothing. Restore a backup.`,
    );
}

function storedVersion(connection: Database): SchemaVersion | null {
  if (!tablesOf(connection).includes("deployment")) return null;
  return connection
    .query<SchemaVersion, []>(
      "select schema_no as schemaNo, oldest_schema_no as oldestSchemaNo, version from deployment",
    )
    .get();
}

function storeVersion(connection: Database, { schemaNo, oldestSchemaNo, version }: SchemaVersion): void {
  connection.run(
    `insert into deployment (id, schema_no, oldest_schema_no, version, tried_at) values ('this', ?, ?, ?, 0)
     on conflict (id) do update set schema_no = excluded.schema_no, oldest_schema_no = excluded.oldest_schema_no,
     version = excluded.version`,
    [schemaNo, oldestSchemaNo, version],
  );
}

function tablesOf(connection: Database): string[] {
  const named =
    "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'";
  return connection
    .query<{ name: string }, []>(named)
    .all()
    .map(({ name }) => name);
}
