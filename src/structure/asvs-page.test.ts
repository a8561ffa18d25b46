import { expect, test } from "bun:test";
import { join } from "node:path";
import { advice } from "../../test/advice.ts";

const ROOT = join(import.meta.dir, "../..");
const ROW = /^\| (\d+\.\d+\.\d+) +\| [12] +\|.*\| (.+?) +\|$/;
const EVIDENCE = /`((?:src|e2e)\/[\w./-]+\.(?:test|spec)\.ts)` “([^”]+)”/g;
const HONEST = /^(not yet|said here|there are none|in part: )/;

const rows = (await Bun.file(join(ROOT, "docs/asvs.md")).text()).split("\n").flatMap((line) => {
  const [, number, shownBy] = ROW.exec(line) ?? [];
  return number === undefined || shownBy === undefined ? [] : [[number, shownBy] as const];
});

const NAME_TEST = advice`In the last column of ${"docs/asvs.md"} name a test, as \`src/….test.ts\` “its name”, or begin with “not yet”, “said here”, “there are none” or “in part: ”.`;
const RENAMED = advice`${"docs/asvs.md"} names a test that is not there; name the one that shows it now, or bring it back:`;

test("every number is there once", () => {
  const numbers = rows.map(([number]) => number);
  const twice = numbers.filter((number, at) => numbers.indexOf(number) !== at);
  expect(rows.length).toBeGreaterThan(35);
  expect(twice, advice`Make one row of these in ${"docs/asvs.md"}.`).toEqual([]);
});

test.each(rows)("what shows %s is there, or it says that nothing does: %s", async (_number, shownBy) => {
  const tests = [...shownBy.matchAll(EVIDENCE)];

  expect(tests.length > 0 || HONEST.test(shownBy), NAME_TEST).toBe(true);
  for (const [, path = "", name = ""] of tests) {
    const file = Bun.file(join(ROOT, path));
    expect((await file.exists()) ? await file.text() : "", `${RENAMED} ${path} “${name}”`).toContain(name);
  }
});
