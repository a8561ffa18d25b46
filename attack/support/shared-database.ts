import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSwitchboardProcess, type SwitchboardProcess } from "../../e2e/support/switchboard-process.ts";
import { createTestDatabase } from "../../e2e/support/test-database.ts";

export const ENGINES = ["SQLite", "Postgres"] as const;
export type EngineName = (typeof ENGINES)[number];

/** The outcome of a start: a process that listens, or what it has written before it exited. */
type Start = { process: SwitchboardProcess } | { refusal: string };

/** A database on which processes are started, one after the other or at once. */
export interface SharedDatabase extends Disposable {
  engine: EngineName;
  /** The data folder that they share. */
  dataDir: string;
  /** Starts a process on it, on a port of its own, with these further environment variables. */
  start: (env: Readonly<Record<string, string>>) => Promise<Start>;
}

/** Creates an empty database. */
export async function createSharedDatabase(engine: EngineName): Promise<SharedDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), "switchboard-attack-"));
  const appSecret = randomBytes(32).toString("base64url");
  const databaseUrl = engine === "Postgres" ? await createTestDatabase() : null;
  return {
    engine,
    dataDir,
    start: (env) =>
      startSwitchboardProcess({ databaseUrl, appSecret, env: { DATA_DIR: dataDir, ...env } }).then(
        (process) => ({ process }),
        (error: Error) => ({ refusal: error.message.replace(/^The server did not start:\n/, "").trim() }),
      ),
    [Symbol.dispose]: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}
