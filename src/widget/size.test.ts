import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { WIDGET_LANGUAGES } from "#locales/widget-languages.ts";
import { advice } from "../../test/advice.ts";
import { bundleLoader, bundlePage } from "../../scripts/build/bundle.ts";
import { widgetLoader, widgetPage } from "../../scripts/build/entry-points.ts";
import type { BuiltFile } from "../../scripts/build/built-file.ts";

const ROOT = join(import.meta.dir, "../..");
const BEST = 9;
/** Long enough for the build's search for what compresses better, on a busy machine. */
const TIMEOUT_MS = 300_000;

/**
 * The budgets for what a customer's browser loads before a click, in total until the first message is on its way, and
 * then, in gzipped bytes.
 */
const [LOADER_BUDGET, OPENED_BUDGET, LATER_BUDGET] = [2_048, 18_000, 5_000];
/** How many times the English files another language's may be: its words may be longer, or in letters of two bytes. */
const WORDIER = 1.1;

const SHORTEN = advice`Say it with fewer words in the language's folder beside ${"src/locales/en/widget.ts"}; each language is a build of its own, so that it costs nothing to readers of the others.`;

/** The size of the files as they are served, each compressed separately. */
function gzippedSize(files: readonly BuiltFile[]): number {
  return files.reduce((sum, { body }) => sum + Bun.gzipSync(body, { level: BEST }).length, 0);
}

describe.each(WIDGET_LANGUAGES)("in $language.code", ({ language: { code } }) => {
  const share = code === "en" ? 1 : WORDIER;
  const loader = () => bundleLoader(ROOT, widgetLoader(code));

  test(
    "the loader is at most 2,048 B",
    async () => {
      expect(gzippedSize([await loader()]), SHORTEN).toBeLessThanOrEqual(LOADER_BUDGET * share);
    },
    TIMEOUT_MS,
  );

  test(
    "the opened widget with its loader is at most 18,000 B until the first message, and what is loaded then at most 5,000 B",
    async () => {
      const files = await bundlePage(ROOT, widgetPage(code));
      const later = files.filter(({ file }) => file.includes("/later-"));
      const first = files.filter((file) => !later.includes(file));

      expect(first.map(({ type }) => type.replace(/;.*/, "")).toSorted()).toEqual([
        "text/html",
        "text/javascript",
      ]);
      expect(later).toHaveLength(1);
      expect(gzippedSize([...first, await loader()]), SHORTEN).toBeLessThanOrEqual(OPENED_BUDGET * share);
      expect(gzippedSize(later), SHORTEN).toBeLessThanOrEqual(LATER_BUDGET * share);
    },
    TIMEOUT_MS,
  );
});
