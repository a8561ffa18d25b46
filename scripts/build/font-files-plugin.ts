import type { BunPlugin } from "bun";
import { basename, resolve } from "node:path";
import { type BuiltFile } from "./built-file.ts";
import { contentHash } from "./content-hash.ts";
import { HASHED_FOLDER } from "./entry-points.ts";

/**
 * Creates a plugin that keeps fonts in files of their own. Bun inlines small assets into the stylesheet as `data:`
 * URLs, so every customer would load every alphabet, and a Content-Security-Policy of `font-src 'self'` would block
 * them all.
 */
export function fontFilesPlugin(): { plugin: BunPlugin; fonts: () => Promise<BuiltFile[]> } {
  const found = new Map<string, BuiltFile>();
  const plugin: BunPlugin = {
    name: "fonts as files",
    setup(build) {
      build.onResolve({ filter: /\.woff2$/ }, async ({ path, importer, resolveDir, kind }) => {
        // For a module that imports a file, the bundler emits that file itself.
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
