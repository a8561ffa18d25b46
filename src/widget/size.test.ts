import { describe, expect, test } from "bun:test";
import { join } from "node:path";

const root = join(import.meta.dir, "../..");
const BEST = 9;

/** What a visitor's browser loads before they click, and what opening the chat adds, in bytes of gzip. */
const [LOADER_BUDGET, OPENED_BUDGET] = [2_320, 28_700];

async function weigh(entry: string, format: "esm" | "iife"): Promise<number> {
  const { outputs } = await Bun.build({
    entrypoints: [join(root, entry)],
    target: "browser",
    minify: true,
    format,
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
  });
  const files = await Promise.all(outputs.map((output) => output.arrayBuffer()));
  return files.reduce((sum, file) => sum + Bun.gzipSync(new Uint8Array(file), { level: BEST }).length, 0);
}

describe("the widget", () => {
  test("costs a page at most 2,320 B until somebody clicks", async () => {
    expect(await weigh("src/widget/loader.ts", "iife")).toBeLessThanOrEqual(LOADER_BUDGET);
  });

  test("opened, with its loader and in all its states, weighs at most 28,700 B", async () => {
    const opened =
      (await weigh("src/widget/index.html", "esm")) + (await weigh("src/widget/loader.ts", "iife"));

    expect(opened).toBeLessThanOrEqual(OPENED_BUDGET);
  });

  test("carries neither React nor the stock client to anybody", async () => {
    const { outputs } = await Bun.build({
      entrypoints: [join(root, "src/widget/main.ts")],
      target: "browser",
    });
    const text = (await Promise.all(outputs.map((output) => output.text()))).join("");

    expect(text).not.toMatch(/node_modules\/(react|@trpc|zod)\//);
  });
});
