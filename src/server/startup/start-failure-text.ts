import { join } from "node:path";
import { DatabaseRefused } from "../db/store/database-refused.ts";
import { PortTaken } from "../http/listen.ts";
import { SecretFileFault } from "../security/app-secret-file.ts";
import type { Config } from "./config.ts";
import { fileFaultText, findFileFault } from "./file-fault-text.ts";
import { describeError } from "./log.ts";
import { findPostgresFault, postgresFaultText } from "./postgres-fault-text.ts";
import { findSqliteCode, sqliteFaultText } from "./sqlite-fault-text.ts";
import { StartFailure } from "./start-failure.ts";

type Places = Pick<Config, "databaseUrl" | "dataDir">;

/** Why the process cannot start, in one line: the variable, the fault, and the way out. */
export async function startFailureText(error: unknown, { databaseUrl, dataDir }: Places): Promise<string> {
  if (error instanceof StartFailure || error instanceof PortTaken) return error.message;
  if (error instanceof DatabaseRefused)
    return `${databaseUrl === null ? "DATA_DIR" : "DATABASE_URL"}: ${error.message}`;
  if (error instanceof SecretFileFault) return `DATA_DIR: ${error.message}`;
  const postgres = findPostgresFault(error);
  if (postgres !== null && databaseUrl !== null)
    return `DATABASE_URL: ${await postgresFaultText(postgres, databaseUrl)}`;
  const sqlite = findSqliteCode(error);
  if (sqlite !== null) return `DATA_DIR: ${sqliteFaultText(sqlite, databaseFileIn(dataDir))}`;
  const file = findFileFault(error);
  if (file !== null) return `DATA_DIR: ${fileFaultText(file)}`;
  return error instanceof Error && error.message !== ""
    ? (error.message.split("\n", 1)[0] ?? "")
    : describeError(error);
}

/** The SQLite file of a data folder. */
export function databaseFileIn(dataDir: string): string {
  return join(dataDir, "switchboard.db");
}
