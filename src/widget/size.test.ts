import { expect, test } from "bun:test";
import { join } from "node:path";
import { bundleLoader, bundlePage } from "../../scripts/build/bundle.ts";
import { PAGES } from "../../scripts/build/entry-points.ts";
import type { BuiltFile } from "../../scripts/build/built-file.ts";

const ROOT = join(import.meta.dir, "../..");
const BEST = 9;
/** Long enough for the build's second pass on a busy machine. */
const TIMEOUT_MS = 60_000;

/**
 * The budgets for what a customer's browser loads before a click, and in total once the chat is open, in gzipped
 * bytes.
 */
const [LOADER_BUDGET, OPENED_BUDGET] = [2_048, 18_000];

/** The size of the files as they are served, each compressed separately. */
function gzippedSize(files: readonly BuiltFile[]): number {
  return files.reduce((sum, { body }) => sum + Bun.gzipSync(body, { level: BEST }).length, 0);
}

/** The frame's page and all files it loads. */
async function frame(): Promise<BuiltFile[]> {
  const page = PAGES.find(({ file }) => file === "widget.html");
  return page === undefined ? [] : await bundlePage(ROOT, page);
}

test(
  "the loader is at most 2,048 B",
  async () => {
    expect(gzippedSize([await bundleLoader(ROOT)])).toBeLessThanOrEqual(LOADER_BUDGET);
  },
  TIMEOUT_MS,
);

test(
  "the opened widget with its loader is at most 18,000 B",
  async () => {
    const files = await frame();

    expect(files.map(({ type }) => type.replace(/;.*/, "")).toSorted()).toEqual([
      "text/html",
      "text/javascript",
    ]);
    expect(gzippedSize([...files, await bundleLoader(ROOT)])).toBeLessThanOrEqual(OPENED_BUDGET);
  },
  TIMEOUT_MS,
);
