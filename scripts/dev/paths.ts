/** Names the build that is served. Only a build of `bun run dev` has it. */
export const BUILD_PATH = "/dev-build.txt";
/** Reloads the page that loads it when another build is served. Only a build of `bun run dev` has it. */
export const SCRIPT_PATH = "/dev-reload.js";
