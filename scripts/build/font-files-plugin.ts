import type { BunPlugin } from "bun";
import { basename, resolve } from "node:path";
import { type BuiltFile, contentHash } from "./built-file.ts";
import { HASHED_FOLDER } from "./entry-points.ts";

/**
 * A plugin that keeps fonts as files of their own. Bun inlines small assets into the stylesheet as `data:` URLs: then
 * every customer loads every alphabet, and a Content-Security-Policy of `font-src 'self'` blocks them all.
 */
export function fontFilesPlugin(): { plugin: BunPlugin; fonts: () => Promise<BuiltFile[]> } {
  const found = new Map<string, BuiltFile>();
  const plugin: BunPlugin = {
    name: "fonts as files",
    setup(build) {
      build.onResolve({ filter: /\.woff2$/ }, async ({ path, importer, resolveDir, kind }) => {
        // For a module that imports a file the bundler itself emits one.
        if (kind === "import-statement") return undefined;
        const folder = resolveDir || resolve(importer, "..");
        const body = await Bun.file(resolve(folder, path)).bytes();
        const file = `${HASHED_FOLDER}/${basename(path, ".woff2")}-${contentHash(body)}.woff2`;
        found.set(file, { file, type: "font/woff2", immutable: true, body });
        return { path: `/${file}`, external: true };
      });
    },
  };
  return { plugin, fonts: async () => [...found.values()] };
}
