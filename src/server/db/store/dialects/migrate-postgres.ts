import { SQL } from "bun";
import { drizzle } from "drizzle-orm/bun-sql";
import { readSchema } from "../read-schema.ts";
import {
  olderInstancesText,
  refuseIfTooOld,
  type SchemaVersion,
  versionAfterMigration,
} from "../schema-version.ts";
import type { StoreOptions } from "../store.ts";
import { applyMigrations } from "./apply-migrations.ts";

/** An arbitrary number that every migrating instance uses. */
const MIGRATION_LOCK = 5_319_008;

/**
 * Applies the pending migrations over one connection, so that the lock and the migration share it: instances that start
 * together migrate one after the other. Warns of running instances that cannot go on afterwards.
 *
 * @throws {DatabaseRefused} if the database is too new for this build
 */
export async function migratePostgres(
  url: string,
  connectionTimeout: number,
  { build, warn = () => {} }: Pick<StoreOptions, "build" | "warn">,
): Promise<void> {
  const { migrations, version } = readSchema("postgres");
  const own = build ?? version;
  const client = new SQL(url, { max: 1, connectionTimeout });
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    const stored = await storedVersion(client);
    refuseIfTooOld(stored, own);
    await applyMigrations(drizzle({ client }), migrations);
    await storeVersion(client, versionAfterMigration(stored, own));
    const text = olderInstancesText(stored, own);
    if (text !== null) warn(text);
  } finally {
    await client.close();
  }
}

async function storedVersion(client: SQL): Promise<SchemaVersion | null> {
  const [{ found } = { found: null }] = await client<{ found: string | null }[]>`
    select to_regclass('deployment')::text as found`;
  if (found === null) return null;
  const [row] = await client<{ schemaNo: string; oldestSchemaNo: string; version: string }[]>`
    select schema_no as "schemaNo", oldest_schema_no as "oldestSchemaNo", version from deployment`;
  if (row === undefined) return null;
  return {
    schemaNo: Number(row.schemaNo),
    oldestSchemaNo: Number(row.oldestSchemaNo),
    version: row.version,
  };
}

async function storeVersion(
  client: SQL,
  { schemaNo, oldestSchemaNo, version }: SchemaVersion,
): Promise<void> {
  await client`
    insert into deployment (id, schema_no, oldest_schema_no, version, tried_at)
    values ('this', ${schemaNo}, ${oldestSchemaNo}, ${version}, 0)
    on conflict (id) do update set schema_no = excluded.schema_no,
      oldest_schema_no = excluded.oldest_schema_no, version = excluded.version`;
}
