import { dirname, join } from "node:path";
import type { Code } from "../quick/tests-of.ts";

/** A path in quotes of a TypeScript file, relative to the checkout or to the file that contains it. */
const NAMED = /["'`/]((?:src|scripts|test|bench)\/[\w./-]+\.tsx?|\.{1,2}\/[\w./-]+\.tsx?)["'`]/g;

const OWN_FOLDER = "${import.meta.dir}/";

/**
 * Adds to the import graph which files name others in quotes: they start them as processes or workers, so that a test
 * of the process runs their code too.
 */
export function withNamedFiles({ texts, importers }: Code): Code {
  const extended: Map<string, Set<string>> = new Map([...importers].map(([file, by]) => [file, new Set(by)]));
  for (const [file, text] of texts) {
    const code = text.replaceAll(/^(import|export) .* from .*$/gm, "").replaceAll(OWN_FOLDER, "./");
    for (const [, named = ""] of code.matchAll(NAMED)) {
      const target = named.startsWith(".") ? join(dirname(file), named) : named;
      if (texts.has(target)) extended.set(target, (extended.get(target) ?? new Set()).add(file));
    }
  }
  return { texts, importers: extended };
}
