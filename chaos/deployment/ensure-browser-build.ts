import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./deployment.ts";

/** The server does not start without the pages it serves; makes them if they have never been made. */
export function ensureBrowserBuild(): void {
  if (existsSync(join(ROOT, "dist", "manifest.json"))) return;
  const build = Bun.spawnSync([process.execPath, join(ROOT, "scripts/build.ts"), "--plain"], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (!build.success) throw new Error("What browsers load could not be built.");
}
