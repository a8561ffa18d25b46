import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { onFirstCore } from "../../measure/cpu-pinning.ts";
import { type ChildProcess, startChildProcess } from "../processes/start-child-process.ts";
import { createTemporaryFolder, removeTemporaryFolder } from "../processes/temporary-folder.ts";
import { freePort } from "../processes/free-port.ts";

/** The real server, run as an operator runs it, on SQLite or the given database, without rate limits. */
export interface SwitchboardServer extends AsyncDisposable {
  port: number;
  url: string;
  pid: () => number;
  setUpLink: () => string;
  /** Milliseconds from the last start of the process to its first response. */
  bootMs: () => number;
  /** Kills it and starts it again on the same port and data. */
  restart: () => Promise<void>;
  /** Kills it, does the work on its data, and starts it again. */
  whileStopped: (work: () => Promise<void>) => Promise<void>;
  /** Creates another company while the server is stopped. Returns its set-up link. */
  addOrganization: (name: string) => string;
  /** What it has printed since its last start. */
  printed: () => string;
  /** The SQLite file, if that is its database. */
  databaseFile: string;
}

/** How a server is started. */
interface ServerStart {
  /** The checkout whose server is started; its packages are installed and its browser files built. */
  tree?: string | undefined;
  /** Further arguments for the Bun that runs the server. */
  flags?: readonly string[];
  /** Further environment variables. */
  env?: Readonly<Record<string, string>>;
}

/** The root of this checkout. */
export const ROOT = join(import.meta.dir, "../../..");
const MAIN = "src/server/main.ts";
const CREATE = "src/server/startup/commands/create-organization.ts";
const READY = "Switchboard is running";

/** Extra arguments for the Bun that runs the server, such as `--cpu-prof`, for profiling. */
const FLAGS = (process.env["BENCH_SERVER_FLAGS"] ?? "").split(" ").filter((flag) => flag !== "");

/** Starts the server on a new folder. @param databaseUrl - its Postgres; `null` for a SQLite file in the folder */
export async function startSwitchboardServer(
  databaseUrl: string | null,
  { tree = ROOT, flags = [], ...options }: ServerStart = {},
): Promise<SwitchboardServer> {
  const folder = createTemporaryFolder("switchboard");
  const port = freePort();
  const url = `http://localhost:${port}`;
  const env = {
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: folder,
    DATABASE_URL: databaseUrl ?? "",
    APP_SECRET: randomBytes(32).toString("base64url"),
    RATE_LIMITS: "off",
    ...options.env,
  };
  let child: ChildProcess;
  let bootMs = 0;

  async function start(): Promise<void> {
    const begin = performance.now();
    child = await startChildProcess(onFirstCore([process.execPath, ...FLAGS, ...flags, join(tree, MAIN)]), {
      env,
      readyWhen: READY,
    });
    await fetch(`http://127.0.0.1:${port}/healthz`);
    bootMs = performance.now() - begin;
  }

  async function whileStopped(work: () => Promise<void>): Promise<void> {
    await child.end("SIGKILL");
    await work();
    await start();
  }

  await start();
  return {
    port,
    url,
    pid: () => child.pid,
    setUpLink: () => /http\S+\/setup\?token=\S+/.exec(child.printed())?.[0] ?? "no link was printed",
    bootMs: () => bootMs,
    restart: () => whileStopped(async () => {}),
    whileStopped,
    addOrganization: (name) => createOrganization(tree, env, name),
    printed: () => child.printed(),
    databaseFile: join(folder, "switchboard.db"),
    async [Symbol.asyncDispose]() {
      await child.end(FLAGS.length > 0 ? "SIGTERM" : "SIGKILL");
      removeTemporaryFolder(folder);
    },
  };
}

/** Runs the operator's command. @returns the set-up link */
function createOrganization(tree: string, env: Record<string, string>, name: string): string {
  const created = Bun.spawnSync([process.execPath, join(tree, CREATE), name], {
    env: { ...process.env, ...env },
  });
  if (!created.success) throw new Error(created.stderr.toString());
  return created.stdout.toString().trim();
}
