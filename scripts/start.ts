/** Takes a fresh checkout to a running server: installs, builds the browser files, and starts. */
import { bunCommand, ROOT } from "./processes/bun-command.ts";
import { installPackages } from "./processes/install-packages.ts";
import { onNpmExit } from "./processes/on-npm-exit.ts";

installPackages();
const build = Bun.spawnSync(bunCommand("scripts/build.ts"), {
  cwd: ROOT,
  stdio: ["ignore", "inherit", "inherit"],
});
if (!build.success) process.exit(1);

const server = Bun.spawn(bunCommand("src/server/main.ts"), {
  cwd: ROOT,
  stdio: ["inherit", "inherit", "inherit"],
});
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => server.kill(signal));
onNpmExit(() => server.kill("SIGTERM"));

process.exit(await server.exited);
