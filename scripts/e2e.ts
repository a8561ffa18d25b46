/** Runs only the browser tests. Arguments go to Playwright, such as a file's name or `--headed`. */
import { ensureBrowser } from "./browser/ensure-browser.ts";
import { bunCommand, ROOT, toolCommand } from "./processes/bun-command.ts";

const build = Bun.spawnSync(bunCommand("scripts/build.ts"), {
  cwd: ROOT,
  stdio: ["ignore", "inherit", "inherit"],
});
if (!build.success || !ensureBrowser()) process.exit(1);

const tests = Bun.spawn(toolCommand("playwright", "test", ...process.argv.slice(2)), {
  cwd: ROOT,
  stdio: ["inherit", "inherit", "inherit"],
});
process.exit(await tests.exited);
