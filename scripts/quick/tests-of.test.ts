import { describe, expect, test } from "bun:test";
import { fitTestsToBudget } from "./fit-tests-to-budget.ts";
import { readImporters } from "./importers.ts";
import { type Code, reachedFrom, testsOf } from "./tests-of.ts";

const ALIASES = { "#domain/*": "./src/domain/*" };

function codeOf(files: Record<string, string>): Code {
  const texts = new Map(Object.entries(files));
  return { texts, importers: readImporters(texts, ALIASES) };
}

const value = (...from: string[]) =>
  from.map((path, n) => `import { x${n} } from "${path}"; x${n}();`).join("\n");

const CODE = codeOf({
  "src/domain/session.ts": "export const x0 = () => 1;",
  "src/domain/session.test.ts": value("./session.ts"),
  "src/domain/take.ts": value("./session.ts"),
  "src/domain/take.test.ts": value("./take.ts"),
  "src/server/chat.ts": value("#domain/session.ts"),
  "src/server/chat.test.tsx": value("./chat.ts"),
  "src/server/other.test.ts": 'import type { X } from "#domain/session.ts"; export type Y = X;',
  "src/server/lazy.ts": 'export const load = () => import("./chat.ts");',
  "src/server/lazy.test.ts": value("./lazy.ts"),
  "src/server/page.test.ts": "Bun.file(`${import.meta.dir}/../../docs/rules.md`);",
  "src/server/said.test.ts": "/** What docs/rules.md says. */",
});

describe("the tests of a change", () => {
  test("are those that import it, through aliases, other files and what is loaded late, but not by type", () => {
    const files = testsOf(["src/domain/session.ts"], CODE).map(({ file }) => file);

    expect(files.toSorted()).toEqual([
      "src/domain/session.test.ts",
      "src/domain/take.test.ts",
      "src/server/chat.test.tsx",
      "src/server/lazy.test.ts",
    ]);
  });

  test("are nearest when they changed themselves, then when they bear its name, then by imports and folder", () => {
    const changed = ["src/domain/session.ts", "src/server/lazy.test.ts"];
    const distances = testsOf(changed, CODE).map(({ file, distance }) => [file, distance]);

    expect(Object.fromEntries(distances)).toEqual({
      "src/server/lazy.test.ts": 0,
      "src/domain/session.test.ts": 1,
      "src/domain/take.test.ts": 3,
      "src/server/chat.test.tsx": 4,
    });
  });

  test("are also those that read it by its name in quotes, and not those that only speak of it", () => {
    expect(testsOf(["docs/rules.md"], CODE).map(({ file }) => file)).toEqual(["src/server/page.test.ts"]);
  });

  test("end where imports go in a circle", () => {
    const code = codeOf({ "src/a.ts": value("./b.ts"), "src/b.ts": value("./a.ts") });

    expect([...reachedFrom("src/a.ts", code).keys()]).toEqual(["src/a.ts", "src/b.ts"]);
  });
});

describe("of the tests that are reached", () => {
  const times: Record<string, number> = { own: 50, long: 40, short: 2, far: 5 };
  const reached = [
    { file: "far", distance: 4 },
    { file: "long", distance: 2 },
    { file: "short", distance: 2 },
    { file: "own", distance: 1 },
  ];
  const choose = (budgetMs: number) => fitTestsToBudget(reached, (file) => times[file] ?? 0, budgetMs);

  test("those run that fit the time, the nearest and among those the shortest first", () => {
    expect(choose(60)).toEqual({ run: ["own", "short", "far"], leftOut: ["long"] });
    expect(choose(1_000)).toEqual({ run: ["own", "short", "long", "far"], leftOut: [] });
  });

  test("those of the changed file run however long they take", () => {
    expect(choose(0)).toEqual({ run: ["own"], leftOut: ["short", "long", "far"] });
  });
});

test("JSX that spreads before its key is read like any other", () => {
  const texts = new Map([
    ["src/list.tsx", 'import { Row } from "./row.tsx"; export const x = (p) => <Row {...p} key="k" />;'],
  ]);

  expect([...(readImporters(texts, ALIASES).get("src/row.tsx") ?? [])]).toEqual(["src/list.tsx"]);
});
