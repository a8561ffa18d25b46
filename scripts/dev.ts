/**
 * Runs the development server: restarts it when its code changes, and when the browser files have been rebuilt. Open
 * pages then reload themselves.
 */
import { watch } from "node:fs";
import { resolve } from "node:path";
import { addPageReload } from "./dev/add-page-reload.ts";
import { isBrowserSource } from "./dev/is-browser-source.ts";
import { bunCommand, ROOT } from "./processes/bun-command.ts";
import { installPackages } from "./processes/install-packages.ts";

/** Editors write a file in several steps, and switching a branch changes many at once, so wait for a pause. */
const QUIET_MS = 100;

installPackages();

let server: Bun.Subprocess | null = null;
let served: string | null = null;
let isBuilding = false;
let hasChanged = false;
let timer: Timer | null = null;

await buildAndServe();
watch(resolve(ROOT, "src"), { recursive: true }, (_event, file) => {
  if (file === null || isBrowserSource(file)) soon();
});
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void stop(signal));

function soon(): void {
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(() => void buildAndServe(), QUIET_MS);
}

/**
 * Builds and serves. Only one build runs at a time; changes made during it are built next. After a failed build the
 * server stays as it is.
 */
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
    if ((await build.exited) === 0) await serve(await addPageReload(resolve(ROOT, "dist")));
  }
  isBuilding = false;
}

/**
 * Restarts the server, which reads a build only once, unless it already serves this one. It is killed, as with
 * `--watch`: a graceful stop would wait for every open page to reconnect elsewhere.
 */
async function serve(build: string): Promise<void> {
  if (build === served) return;
  server?.kill("SIGKILL");
  await server?.exited;
  served = build;
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
