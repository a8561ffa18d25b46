import { resolve } from "node:path";

/** The root of the checkout that these scripts belong to. */
export const ROOT = resolve(import.meta.dir, "../..");

/**
 * A command for the Bun that runs this script. If Bun was installed through npx, there is no other one and perhaps no
 * Node that is new enough for a tool, so tools run on this Bun too.
 */
export function bunCommand(...args: string[]): string[] {
  return [process.execPath, ...args];
}

/** A command for a tool among the installed packages, by the name of its executable. */
export function toolCommand(name: string, ...args: string[]): string[] {
  return bunCommand("--bun", resolve(ROOT, "node_modules/.bin", name), ...args);
}
