import { SQL } from "bun";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installedBinaries, postgresUser, executableBinaries } from "../../test/postgres-binaries.ts";
import { waitUntil } from "../support/wait-until.ts";
import { killOnExit } from "../support/kill-on-exit.ts";
import { freePort } from "../support/free-port.ts";

/** A Postgres for this run, with fsync on, so that everything it has committed survives a kill. */
export interface PostgresServer extends AsyncDisposable {
  url: string;
  /** Sends SIGKILL to the postmaster. Its children notice and exit. */
  kill: () => Promise<void>;
  /** Sends SIGQUIT, Postgres's own immediate shutdown, which recovers from the log at the next start. */
  stopAtOnce: () => Promise<void>;
  /** Stops the postmaster and all its processes with SIGSTOP, and continues them with SIGCONT. */
  freeze: () => Promise<void>;
  thaw: () => Promise<void>;
  /** Starts the server on the same data. Resolves once it accepts writes. */
  start: () => Promise<void>;
  /** Ends up to `most` connections to its database whose last query matches a regular expression. */
  terminate: (query: RegExp, most: number) => Promise<number>;
}

const SETTINGS = ["listen_addresses=127.0.0.1", "max_connections=300", "fsync=on", "synchronous_commit=on"];
const START_MS = 60_000;
/** A killed postmaster's shared memory is free once the last of its children has exited. */
const TRIES = 100;
const RETRY_MS = 100;

/** Creates a Postgres cluster in a temporary folder and starts it. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const owner = postgresUser();
  const home = mkdtempSync(join(tmpdir(), "switchboard-chaos-postgres-"));
  if (owner.uid !== undefined) chownSync(home, owner.uid, owner.gid);
  const { initdb, postgres } = executableBinaries(await installedBinaries(), home, owner);
  const data = join(home, "data");
  const made = Bun.spawnSync(
    [initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"],
    { cwd: "/", ...owner },
  );
  if (!made.success) throw new Error(`initdb: ${made.stderr.toString()}`);
  const port = freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const settings = SETTINGS.flatMap((setting) => ["-c", setting]);
  let server: Bun.Subprocess | null = null;

  async function start(): Promise<void> {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const child = Bun.spawn([postgres, "-D", data, "-p", `${port}`, "-k", home, ...settings], {
        cwd: "/",
        ...owner,
        stdio: ["ignore", "ignore", "ignore"],
      });
      server = killOnExit(child);
      const isSettled = async () => child.exitCode !== null || (await isAnswering(url));
      if ((await waitUntil(isSettled, START_MS)) && child.exitCode === null) return;
      await Bun.sleep(RETRY_MS);
    }
    throw new Error("Postgres did not start again");
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    server?.kill(signal);
    await server?.exited;
    server = null;
  }

  await start();
  return {
    url,
    start,
    kill: () => end("SIGKILL"),
    stopAtOnce: () => end("SIGQUIT"),
    freeze: async () => signalAll(server, "STOP"),
    thaw: async () => signalAll(server, "CONT"),
    terminate: (query, most) => terminate(url, query, most),
    async [Symbol.asyncDispose]() {
      await end("SIGQUIT");
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function isAnswering(url: string): Promise<boolean> {
  try {
    await using sql = new SQL(url, { max: 1, connectionTimeout: 1 });
    await sql`select 1`;
    return true;
  } catch {
    return false;
  }
}

async function terminate(url: string, { source }: RegExp, most: number): Promise<number> {
  await using sql = new SQL(url, { max: 1 });
  const rows: { ended: boolean }[] = await sql`
    select pg_terminate_backend(pid) as ended from (
      select pid from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid()
        and query ~* ${source}
      order by random() limit ${most}
    ) as chosen`;
  return rows.filter(({ ended }) => ended).length;
}

function signalAll(server: Bun.Subprocess | null, signal: "STOP" | "CONT"): void {
  if (server === null) return;
  Bun.spawnSync(["pkill", `-${signal}`, "-P", `${server.pid}`]);
  process.kill(server.pid, `SIG${signal}`);
}
