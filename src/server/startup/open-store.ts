import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "./config.ts";
import { openPostgres } from "../db/store/dialects/postgres.ts";
import { openSqlite, openSqliteBeside } from "../db/store/dialects/sqlite.ts";
import type { Store } from "../db/store/store.ts";

/** The database contains chats, so no other user of the host may read it. */
const OWNER_ONLY = 0o700;

/** Opens the configured database and migrates it. */
export async function openStore({ databaseUrl, dataDir }: Config): Promise<Store> {
  if (databaseUrl !== null) return openPostgres(databaseUrl);
  await mkdir(dataDir, { recursive: true, mode: OWNER_ONLY });
  return openSqlite(join(dataDir, "switchboard.db"));
}

/** Opens the database for a command that writes little. A server may have it open at the same time. */
export async function openStoreBeside({ databaseUrl, dataDir }: Config): Promise<Store> {
  return databaseUrl === null ? openSqliteBeside(join(dataDir, "switchboard.db")) : openPostgres(databaseUrl);
}
