import type { Config } from "./config.ts";
import { dataDirWarnings, factsOfDataDir, prepareDataDir } from "./prepare-data-dir.ts";
import { databaseFileIn } from "./start-failure-text.ts";
import { DatabaseRefused } from "../db/store/database-refused.ts";
import { findPostgresFault } from "./postgres-fault-text.ts";
import { StartFailure } from "./start-failure.ts";
import { openPostgres } from "../db/store/dialects/postgres.ts";
import { openSqlite, openSqliteBeside } from "../db/store/dialects/sqlite.ts";
import type { Store } from "../db/store/store.ts";

/**
 * Opens the configured database and migrates it.
 *
 * @param warn - told what the operator should know about it, a line each
 * @throws what `startFailureText` has the words for
 */
export async function openStore(
  { databaseUrl, dataDir }: Config,
  warn: (line: string) => void = () => {},
): Promise<Store> {
  if (databaseUrl !== null) return openPostgres(databaseUrl, { warn }).catch(refuseParameters);
  prepareDataDir(dataDir);
  for (const line of dataDirWarnings(factsOfDataDir(dataDir))) warn(line);
  return openSqlite(databaseFileIn(dataDir), { warn });
}

/** What the client says of parameters of the address that it cannot use, which names no variable. */
function refuseParameters(error: unknown): never {
  const isAnswer = error instanceof DatabaseRefused || findPostgresFault(error) !== null;
  if (isAnswer || !(error instanceof Error)) throw error;
  const [line] = error.message.split("\n", 1);
  throw new StartFailure(`DATABASE_URL: ${line}. Correct the parameters behind the name of the database.`, {
    cause: error,
  });
}

/** Opens the database for a command that writes little. A server may have it open at the same time. */
export async function openStoreBeside({ databaseUrl, dataDir }: Config): Promise<Store> {
  return databaseUrl === null ? openSqliteBeside(databaseFileIn(dataDir)) : openPostgres(databaseUrl);
}
