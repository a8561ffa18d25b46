import type { BunPlugin } from "bun";
import { join } from "node:path";

const ALIAS = "#language/";

/** Lets `#language/…`, which is English in the sources and in tests, mean the language that is built. */
export function languagePlugin(root: string, language: string): BunPlugin {
  return {
    name: "texts in one language",
    setup(build) {
      build.onResolve({ filter: /^#language\// }, ({ path }) => ({
        path: join(root, "src/locales", language, path.slice(ALIAS.length)),
      }));
    },
  };
}

/** The name of a file in a language: `widget.html` is `widget.de.html` in German. */
export function fileIn(language: string, file: string): string {
  return file.replace(".", `.${language}.`);
}
