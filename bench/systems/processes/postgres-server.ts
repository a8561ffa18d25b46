import { chownSync } from "node:fs";
import { join } from "node:path";
import { onAllCores } from "../../measure/cpu-pinning.ts";
import { installedBinaries, postgresUser, executableBinaries } from "../../../test/postgres-binaries.ts";
import { startChildProcess } from "./start-child-process.ts";
import { createTemporaryFolder, removeTemporaryFolder } from "./temporary-folder.ts";
import { freePort } from "./free-port.ts";

export interface PostgresServer extends AsyncDisposable {
  url: string;
  /** The process id of the postmaster. Every connection is a child of it. */
  pid: number;
}

/** Settings under which a commit is on disk. Everything else is Postgres's default. */
const SETTINGS = ["listen_addresses=127.0.0.1", "fsync=on", "synchronous_commit=on"];

/** Creates a Postgres cluster in a new folder and starts it. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const owner = postgresUser();
  const folder = createTemporaryFolder("postgres");
  if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid);
  const { initdb, postgres } = executableBinaries(await installedBinaries(), folder, owner);
  const data = join(folder, "data");
  const made = Bun.spawnSync(
    [initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"],
    { cwd: "/", ...owner },
  );
  if (!made.success) throw new Error(`initdb: ${made.stderr.toString()}`);
  const port = freePort();
  const settings = SETTINGS.flatMap((setting) => ["-c", setting]);
  const command = onAllCores([postgres, "-D", data, "-p", `${port}`, "-k", folder, ...settings]);
  const readyWhen = "ready to accept connections";
  const server = await startChildProcess(command, { env: {}, cwd: "/", readyWhen, ...owner });
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    pid: server.pid,
    async [Symbol.asyncDispose]() {
      await server.end("SIGQUIT");
      removeTemporaryFolder(folder);
    },
  };
}
