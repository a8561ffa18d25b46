import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.ts";

/** The real server in its own process, run as an operator runs it, on a free port and with an empty folder. */
export interface SwitchboardProcess extends AsyncDisposable {
  url: string;
  port: number;
  /** The data folder, with the SQLite file. */
  dataDir: string;
  /** The current process id. */
  pid: () => number | null;
  /** The output since the first start. */
  printed: () => string;
  /** The set-up link from the first start. */
  setUpLink: () => string;
  /** Creates another organization while the server is stopped. Returns its set-up link. */
  addOrganization: (name: string) => string;
  /** Starts the server again, on the same port and data. Resolves once it listens. */
  start: () => Promise<void>;
  /** Kills the server without a shutdown. */
  kill: () => Promise<void>;
  /** Stops the server as an operator does, with SIGTERM. Resolves with the exit code. */
  stop: () => Promise<number | null>;
}

const MAIN = join(import.meta.dirname, "../../src/server/main.ts");

const CREATE = join(import.meta.dirname, "../../src/server/startup/commands/create-organization.ts");

const LISTENING = "Switchboard is running";

/** The options shared by all instances of a deployment. */
interface Deployment {
  databaseUrl?: string | null;
  appSecret?: string;
  /** The public address, which is a balancer's. */
  url?: string;
  /** Further environment variables. */
  env?: Readonly<Record<string, string>>;
  /** A command prefix for the server, such as one that enters an isolated network. */
  within?: readonly string[];
}

/** Starts a Switchboard on its own SQLite file, or on the given database. Its data is removed afterwards. */
export async function startSwitchboardProcess({
  databaseUrl = null,
  appSecret = randomBytes(32).toString("base64url"),
  ...options
}: Deployment = {}): Promise<SwitchboardProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), "switchboard-e2e-"));
  const port = await freePort();
  const url = options.url ?? `http://localhost:${port}`;
  const env = {
    ...process.env,
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl ?? "",
    APP_SECRET: appSecret,
    RATE_LIMITS: "off",
    ...options.env,
  };
  const [command, ...args] = [...(options.within ?? []), bunPath(), MAIN];
  let printed = "";
  let running: ChildProcess | null = null;

  async function start(): Promise<void> {
    const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    running = child;
    const before = printed.length;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const addOutput = (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.slice(before).includes(LISTENING)) resolve();
    };
    child.stdout.on("data", addOutput);
    child.stderr.on("data", addOutput);
    // On “close” all of its output has been read.
    child.once("close", () => reject(new Error(`The server did not start:\n${printed.slice(before)}`)));
    await promise;
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    const child = running;
    running = null;
    if (child === null || child.exitCode !== null) return child?.exitCode ?? null;
    const { promise, resolve } = Promise.withResolvers<number | null>();
    child.once("exit", resolve);
    child.kill(signal);
    return await promise;
  }

  try {
    await start();
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
  return {
    url,
    port,
    dataDir,
    pid: () => running?.pid ?? null,
    printed: () => printed,
    setUpLink: () => /http\S+\/setup\?token=\S+/.exec(printed)?.[0] ?? "no link was printed",
    addOrganization: (name) => spawnSync(bunPath(), [CREATE, name], { env }).stdout.toString().trim(),
    start,
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
    async [Symbol.asyncDispose]() {
      await end("SIGKILL");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The Bun that runs the tests, or the one on the PATH if they run under Node. */
function bunPath(): string {
  return process.versions.bun === undefined ? "bun" : process.execPath;
}
