/** For development: the server starts again when its code changes, and when what browsers load has been built anew. */
import { watch } from "node:fs";
import { resolve } from "node:path";
import { bunCommand, ROOT } from "./processes/bun-command.ts";
import { installPackages } from "./processes/install-packages.ts";

const BROWSER_SOURCES = ["client", "widget", "transport", "domain", "locales"];
/** Editors write a file in several steps, and a branch changes many at once. */
const SETTLE_MS = 100;

installPackages();

let server: Bun.Subprocess | null = null;
let isBuilding = false;
let hasChanged = false;
let timer: Timer | null = null;

await buildAndServe();
for (const house of BROWSER_SOURCES) watch(resolve(ROOT, "src", house), { recursive: true }, soon);
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void stop(signal));

function soon(): void {
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(() => void buildAndServe(), SETTLE_MS);
}

/** One build at a time; what changes meanwhile is built next. A build that fails leaves the server as it is. */
async function buildAndServe(): Promise<void> {
  hasChanged = true;
  if (isBuilding) return;
  isBuilding = true;
  while (hasChanged) {
    hasChanged = false;
    const build = Bun.spawn(bunCommand("scripts/build.ts", "--plain"), {
      cwd: ROOT,
      stdio: ["ignore", "inherit", "inherit"],
    });
    if ((await build.exited) === 0) await serveAgain();
  }
  isBuilding = false;
}

async function serveAgain(): Promise<void> {
  server?.kill("SIGTERM");
  await server?.exited;
  server = Bun.spawn(bunCommand("--watch", "--no-clear-screen", "src/server/main.ts"), {
    cwd: ROOT,
    stdio: ["inherit", "inherit", "inherit"],
  });
}

async function stop(signal: NodeJS.Signals): Promise<void> {
  server?.kill(signal);
  await server?.exited;
  process.exit(0);
}
