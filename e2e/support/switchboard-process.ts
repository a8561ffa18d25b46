import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The real server as a process of its own: what an operator runs, on a free port and in an empty folder. */
export interface SwitchboardProcess extends AsyncDisposable {
  url: string;
  port: number;
  /** Where its data is, among it the SQLite file. */
  dataDir: string;
  /** Its process at the moment, for looking at. */
  pid: () => number | null;
  /** What it has printed since the first start. */
  printed: () => string;
  /** The link of the first boot. */
  setUpLink: () => string;
  /** Another company of the same deployment, made while it is stopped; its set-up link. */
  addOrganization: (name: string) => string;
  /** Starts it again, on the same port and data. Resolves once it listens. */
  start: () => Promise<void>;
  /** As a power cut does: no goodbye. */
  kill: () => Promise<void>;
  /** As an operator does (SIGTERM). Resolves once the process is gone; the answer is its exit code. */
  stop: () => Promise<number | null>;
}

const MAIN = join(import.meta.dirname, "../../src/server/main.ts");
const CREATE = join(import.meta.dirname, "../../src/server/startup/commands/create-organization.ts");
const LISTENING = "Switchboard is running";

/** What machines of one deployment have in common. */
interface Deployment {
  databaseUrl?: string | null;
  appSecret?: string;
  /** Where people find them all: a balancer. */
  url?: string;
  /** Further settings of the operator. */
  env?: Readonly<Record<string, string>>;
  /** A command that runs it, such as one that enters a network of its own. */
  within?: readonly string[];
}

/** Starts a Switchboard on its own SQLite file, or on the database named; nothing of it is left afterwards. */
export async function startSwitchboardProcess({
  databaseUrl = null,
  appSecret = randomBytes(32).toString("base64url"),
  ...at
}: Deployment = {}): Promise<SwitchboardProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), "switchboard-e2e-"));
  const port = await freePort();
  const url = at.url ?? `http://localhost:${port}`;
  const env = {
    ...process.env,
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl ?? "",
    APP_SECRET: appSecret,
    RATE_LIMITS: "off",
    ...at.env,
  };
  const [command, ...args] = [...(at.within ?? []), bunPath(), MAIN];
  let printed = "";
  let running: ChildProcess | null = null;

  async function start(): Promise<void> {
    const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    running = child;
    const before = printed.length;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const hear = (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.slice(before).includes(LISTENING)) resolve();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", () => reject(new Error(`The server did not start:\n${printed.slice(before)}`)));
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

  await start();
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

/** The Bun that runs the tests; the one on the PATH where they run under Node. */
function bunPath(): string {
  return process.versions.bun === undefined ? "bun" : process.execPath;
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const probe = createServer().listen(0, () => {
    const address = probe.address();
    probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
  });
  return await promise;
}
