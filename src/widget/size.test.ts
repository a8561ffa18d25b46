import { expect, test } from "bun:test";
import { join } from "node:path";
import { bundleLoader, bundlePage } from "../../scripts/build/bundle.ts";
import { PAGES } from "../../scripts/build/entry-points.ts";
import type { BuiltFile } from "../../scripts/build/built-file.ts";

const ROOT = join(import.meta.dir, "../..");
const BEST = 9;
/** The build's second pass takes its time on a busy machine. */
const PATIENCE_MS = 60_000;

/** What a visitor's browser loads before they click, and all that it has loaded once the chat is open; bytes of gzip. */
const [LOADER_BUDGET, OPENED_BUDGET] = [2_048, 18_000];

/** The files as they are served, each compressed by itself. */
function weigh(files: readonly BuiltFile[]): number {
  return files.reduce((sum, { body }) => sum + Bun.gzipSync(body, { level: BEST }).length, 0);
}

/** The frame: its page and all that this loads. */
async function frame(): Promise<BuiltFile[]> {
  const page = PAGES.find(({ file }) => file === "widget.html");
  return page === undefined ? [] : await bundlePage(ROOT, page);
}

test(
  "the widget costs a page at most 2,048 B until somebody clicks",
  async () => {
    expect(weigh([await bundleLoader(ROOT)])).toBeLessThanOrEqual(LOADER_BUDGET);
  },
  PATIENCE_MS,
);

test(
  "the widget, opened, with its loader and in all its states, weighs at most 18,000 B",
  async () => {
    const files = await frame();

    expect(files.map(({ type }) => type.replace(/;.*/, "")).toSorted()).toEqual([
      "text/html",
      "text/javascript",
    ]);
    expect(weigh([...files, await bundleLoader(ROOT)])).toBeLessThanOrEqual(OPENED_BUDGET);
  },
  PATIENCE_MS,
);
