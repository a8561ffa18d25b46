import { existsSync } from "node:fs";
import { join } from "node:path";
import { bunCommand, ROOT } from "./bun-command.ts";
import { runQuietly } from "./run-quietly.ts";

/** Installs the packages in the lockfile without output. Exits the process with the reason if that fails. */
export function installPackages(): void {
  if (!existsSync(join(ROOT, "node_modules"))) console.info("Installing packages, once …");
  if (runQuietly(bunCommand("install", "--frozen-lockfile"), { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" }))
    return;
  console.error("The packages could not be installed.");
  process.exit(1);
}
