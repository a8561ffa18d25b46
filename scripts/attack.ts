/** Runs attacks against a build of this checkout. Arguments go to `attack/run.ts`. See docs/attack.md. */
import { ensureBrowser } from "./browser/ensure-browser.ts";
import { bunCommand, ROOT } from "./processes/bun-command.ts";

const build = Bun.spawnSync(bunCommand("scripts/build.ts"), {
  cwd: ROOT,
  stdio: ["ignore", "inherit", "inherit"],
});
if (!build.success || !ensureBrowser()) process.exit(1);

const attack = Bun.spawn(bunCommand("attack/run.ts", ...process.argv.slice(2)), {
  cwd: ROOT,
  stdio: ["ignore", "inherit", "inherit"],
});
process.exit(await attack.exited);
