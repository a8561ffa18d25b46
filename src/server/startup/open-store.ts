import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "./config.ts";
import { openPostgres } from "../db/store/dialects/postgres.ts";
import { openSqlite, openSqliteBeside } from "../db/store/dialects/sqlite.ts";
import type { Store } from "../db/store/store.ts";

/** The database contains chats: no other user of the host may read it. */
const OWNER_ONLY = 0o700;

/** Opens the configured database, migrated. */
export async function openStore({ databaseUrl, dataDir }: Config): Promise<Store> {
  if (databaseUrl !== null) return openPostgres(databaseUrl);
  await mkdir(dataDir, { recursive: true, mode: OWNER_ONLY });
  return openSqlite(join(dataDir, "switchboard.db"));
}

/**
 * The same for a command that writes a little: beside a server that has the database open, or alone where none runs.
 */
export async function openStoreBeside({ databaseUrl, dataDir }: Config): Promise<Store> {
  return databaseUrl === null ? openSqliteBeside(join(dataDir, "switchboard.db")) : openPostgres(databaseUrl);
}
