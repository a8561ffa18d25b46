import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../src/server/testing/temporary-folder.ts";
import { mutantLine, resultTable } from "./format-results.ts";
import { copySource } from "./source-copy.ts";
import { type TriedMutant, tryMutant } from "./try-mutant.ts";

const SUM = "export const sum = (a: number, b: number) => a + b;\n";
const TEST_OF = (expected: string) => `
  import { expect, test } from "bun:test";
  import { sum } from "./sum.ts";
  test("a sum", () => { ${expected} });
`;

/** Tries the text `after` of `sum.ts` on its own test and one farther away, and stops a run after the limit. */
async function tryText(after: string, leastLimitMs = 60_000) {
  using folder = temporaryFolder();
  const root = folder.path;
  await Bun.write(join(root, "sum.ts"), SUM);
  await Bun.write(join(root, "sum.test.ts"), TEST_OF("expect(sum(2, 2)).toBe(4);"));
  await Bun.write(
    join(root, "far.test.ts"),
    TEST_OF("expect(sum(1, 2)).toBe(3);").replace("a sum", "far away"),
  );
  Bun.spawnSync(["git", "init", "-q", root]);
  using copy = copySource(root);
  const mutant = { file: "sum.ts", line: 1, before: "a + b", after, text: SUM.replace("a + b", after) };
  const reached = ["sum.test.ts", "far.test.ts"].map((file, at) => ({ file, distance: at + 1 }));
  const times = {
    msOf: (file: string) => (file === "far.test.ts" ? 10_000 : 1),
    testLimitMs: 5_000,
    leastLimitMs,
  };
  const tried = await tryMutant(mutant, reached, times, { copy, env: process.env });
  expect(readFileSync(join(root, "sum.ts"), "utf8")).toBe(SUM);
  expect(readFileSync(join(copy.folder, "sum.ts"), "utf8")).toBe(SUM);
  return tried;
}

describe("a mutant", () => {
  test("is noticed by the nearest test that fails", async () => {
    expect(await tryText("a - b")).toMatchObject({ outcome: "noticed", noticedBy: "a sum" });
  });

  test("is noticed by a test farther away", async () => {
    expect(await tryText("a * b")).toMatchObject({ outcome: "noticed", noticedBy: "far away" });
  });

  test("is unnoticed if all tests pass", async () => {
    expect(await tryText("b + a")).toMatchObject({ outcome: "unnoticed", noticedBy: null });
  });

  test("is noticed if the tests never end", async () => {
    const endless = "(() => { for (;;) a += b; })()";

    expect(await tryText(endless, 1_000)).toMatchObject({ outcome: "timed-out", noticedBy: null });
  });
});

test("the copy has what is new, and is removed", async () => {
  using folder = temporaryFolder();
  await Bun.write(join(folder.path, "sub/new.ts"), "1");
  Bun.spawnSync(["git", "init", "-q", folder.path]);
  const copy = copySource(folder.path);

  expect(readFileSync(join(copy.folder, "sub/new.ts"), "utf8")).toBe("1");
  copy[Symbol.dispose]();
  expect(existsSync(copy.folder)).toBe(false);
});

/** A mutant of a file that was tried. */
function triedMutant(file: string, outcome: TriedMutant["outcome"]): TriedMutant {
  return { mutant: { file, line: 3, before: "a < b", after: "a <= b", text: "" }, outcome, noticedBy: null };
}

describe("the report", () => {
  test("says of each mutant what became of it and where it is", () => {
    expect(mutantLine(triedMutant("src/domain/x.ts", "noticed"))).toBe(
      "noticed    src/domain/x.ts:3  a < b  →  a <= b",
    );
  });

  test("counts by inner room and in total, and timeouts as noticed", () => {
    const all = [
      triedMutant("src/domain/team/a.ts", "unnoticed"),
      triedMutant("src/domain/team/b.ts", "timed-out"),
      triedMutant("src/domain/bot/c.ts", "noticed"),
    ];

    const room = { folder: "src/domain", sources: new Map<string, string>(), tests: [] };
    expect(resultTable(all, room)).toEqual([
      "bot           1 of   1  100 %",
      "team          1 of   2   50 %  (1 by a timeout)",
      "src/domain    2 of   3   67 %  (1 by a timeout)",
    ]);
  });
});
