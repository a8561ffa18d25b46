import type { BunPlugin } from "bun";
import { basename, resolve } from "node:path";
import { type BuiltFile, contentHash } from "./built-file.ts";
import { HASHED_FOLDER } from "./entry-points.ts";

/**
 * A plugin that keeps fonts as files of their own. Bun writes small assets into the stylesheet as `data:` addresses:
 * then every visitor loads every alphabet, and a Content-Security-Policy of `font-src 'self'` refuses them all.
 */
export function fontFilesPlugin(): { plugin: BunPlugin; fonts: () => Promise<BuiltFile[]> } {
  const found = new Map<string, BuiltFile>();
  const plugin: BunPlugin = {
    name: "fonts as files",
    setup(build) {
      build.onResolve({ filter: /\.woff2$/ }, async ({ path, importer, resolveDir, kind }) => {
        // A module that asks for a file by name is given one by the bundler itself.
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
