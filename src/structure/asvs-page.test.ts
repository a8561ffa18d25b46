import { expect, test } from "bun:test";
import { join } from "node:path";

const ROOT = join(import.meta.dir, "../..");
const ROW = /^\| (\d+\.\d+\.\d+) +\| [12] +\|.*\| (.+?) +\|$/;
const EVIDENCE = /`((?:src|e2e)\/[\w./-]+\.(?:test|spec)\.ts)` “([^”]+)”/g;
const HONEST = /^(not yet|said here|there are none|in part: )/;

const rows = (await Bun.file(join(ROOT, "docs/asvs.md")).text()).split("\n").flatMap((line) => {
  const [, number, shownBy] = ROW.exec(line) ?? [];
  return number === undefined || shownBy === undefined ? [] : [[number, shownBy] as const];
});

test("every number is there once", () => {
  expect(rows.length).toBeGreaterThan(35);
  expect(new Set(rows.map(([number]) => number)).size).toBe(rows.length);
});

test.each(rows)("what shows %s is there, or it says that nothing does: %s", async (_number, shownBy) => {
  const tests = [...shownBy.matchAll(EVIDENCE)];

  expect(tests.length > 0 || HONEST.test(shownBy)).toBe(true);
  for (const [, path = "", name = ""] of tests)
    expect(await Bun.file(join(ROOT, path)).text()).toContain(name);
});
