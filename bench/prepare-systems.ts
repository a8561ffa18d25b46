import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

const ROOT = join(import.meta.dir, "..");
const BASELINE = join(import.meta.dir, "socket-io-server");

/**
 * Builds what the server needs to start, and installs the baseline. Its database driver takes minutes to compile the
 * first time.
 *
 * @param needsBaseline - whether the baseline is measured
 * @throws if Node or npm is missing, or a step fails
 */
export function prepareSystems(needsBaseline: boolean): void {
  run([process.execPath, "scripts/build.ts"], ROOT, {});
  if (!needsBaseline) return;
  if (existsSync(join(BASELINE, "node_modules/better-sqlite3/build/Release/better_sqlite3.node"))) return;
  const node = Bun.which("node");
  if (node === null) throw new Error("The baseline runs on Node, which is not on the PATH.");
  console.info("Installing the baseline, once: its SQLite driver is compiled, which takes minutes …");
  // Use Node's installed headers if there are any, instead of downloading them.
  const home = dirname(dirname(realpathSync(node)));
  const headers = existsSync(join(home, "include/node")) ? { npm_config_nodedir: home } : {};
  run(["npm", "ci", "--no-audit", "--no-fund"], BASELINE, headers);
}

function run(command: string[], cwd: string, env: Record<string, string>): void {
  const step = Bun.spawnSync(command, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (step.success) return;
  throw new Error(`${command.join(" ")}\n${step.stdout.toString()}${step.stderr.toString()}`);
}
