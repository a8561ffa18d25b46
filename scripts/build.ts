/** Builds what browsers load into `dist`; with `--plain`, faster and without compressed copies. */
import { resolve } from "node:path";
import { BuildError } from "./build/build-error.ts";
import { buildBrowserFiles } from "./build/build-browser-files.ts";

const root = resolve(import.meta.dir, "..");

const isCompressed = !process.argv.includes("--plain");

try {
  await buildBrowserFiles({ root, dist: resolve(root, "dist"), isCompressed });
} catch (error) {
  if (!(error instanceof BuildError)) throw error;
  console.error(error.message);
  process.exit(1);
}
