import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./deployment.ts";

/** Builds the pages if they have never been built, because the server does not start without them. */
export function ensureBrowserFiles(): void {
  if (existsSync(join(ROOT, "dist", "manifest.json"))) return;
  const build = Bun.spawnSync([process.execPath, join(ROOT, "scripts/build.ts"), "--plain"], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (!build.success) throw new Error("The browser build failed.");
}
