/** The path that names the served build. Only a build of `bun run dev` has it. */
export const BUILD_PATH = "/dev-build.txt";
/**
 * The path of the script that reloads a page when a different build is served. Only a build of `bun run dev` has it.
 */
export const SCRIPT_PATH = "/dev-reload.js";
