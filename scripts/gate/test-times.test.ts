import { expect, test } from "bun:test";
import { join } from "node:path";
import { temporaryFolder } from "../../src/server/testing/temporary-folder.ts";
import { keepTestTimes, readTestTimes } from "./test-times.ts";

test("what a run took is kept beside what is known of others, and of a file that failed what it took before", async () => {
  using folder = temporaryFolder();
  const [fresh, kept] = [join(folder.path, "fresh.json"), join(folder.path, "kept.json")];
  const run = async (files: Record<string, number>, ...failed: string[]) => {
    await Bun.write(fresh, JSON.stringify({ version: 1, files }));
    await keepTestTimes(fresh, new Set(failed), kept);
  };

  await run({ "a.test.ts": 10, "b.test.ts": 4_000 });
  await run({ "a.test.ts": 20, "b.test.ts": 3, "c.test.ts": 1 }, "b.test.ts", "c.test.ts");

  expect(Object.fromEntries(await readTestTimes(kept))).toEqual({ "a.test.ts": 20, "b.test.ts": 4_000 });
});

test("before the first run nothing is known", async () => {
  using folder = temporaryFolder();

  expect((await readTestTimes(join(folder.path, "nothing.json"))).size).toBe(0);
});
