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
}

/** The root of this checkout. */
export const ROOT = join(import.meta.dir, "../../..");
const MAIN = "src/server/main.ts";
const READY = "Switchboard is running";

/** Extra arguments for the Bun that runs the server, such as `--cpu-prof`, for profiling. */
const FLAGS = (process.env["BENCH_SERVER_FLAGS"] ?? "").split(" ").filter((flag) => flag !== "");

/** @param tree - the checkout whose server is started; its packages are installed and its browser files built */
export async function startSwitchboardServer(
  databaseUrl: string | null,
  tree = ROOT,
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
  };
  let child: ChildProcess;
  let bootMs = 0;

  async function start(): Promise<void> {
    const begin = performance.now();
    child = await startChildProcess(onFirstCore([process.execPath, ...FLAGS, join(tree, MAIN)]), {
      env,
      readyWhen: READY,
    });
    await fetch(`http://127.0.0.1:${port}/healthz`);
    bootMs = performance.now() - begin;
  }

  await start();
  return {
    port,
    url,
    pid: () => child.pid,
    setUpLink: () => /http\S+\/setup\?token=\S+/.exec(child.printed())?.[0] ?? "no link was printed",
    bootMs: () => bootMs,
    async restart() {
      await child.end("SIGKILL");
      await start();
    },
    async [Symbol.asyncDispose]() {
      await child.end(FLAGS.length > 0 ? "SIGTERM" : "SIGKILL");
      removeTemporaryFolder(folder);
    },
  };
}
