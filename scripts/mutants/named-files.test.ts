import { expect, test } from "bun:test";
import { readImporters } from "../quick/importers.ts";
import { testsOf } from "../quick/tests-of.ts";
import { withNamedFiles } from "./named-files.ts";

test("tests of a process run the code that its file imports", () => {
  const texts = new Map([
    ["src/rule.ts", "export const rule = 1;"],
    ["src/main.ts", 'import { rule } from "./rule.ts"; rule();'],
    ["src/worker.ts", 'import { rule } from "./rule.ts"; rule();'],
    ["src/main.test.ts", "Bun.spawn(['bun', `${root}/src/main.ts`]);"],
    ["src/worker.test.ts", 'new Worker(new URL("./worker.ts", import.meta.url));'],
    ["src/command.test.ts", "Bun.spawn(['bun', `${import.meta.dir}/main.ts`]);"],
    ["src/other.test.ts", 'import type { Rule } from "./rule.ts";'],
  ]);
  const code = withNamedFiles({ texts, importers: readImporters(texts, {}) });

  const files = testsOf(["src/rule.ts"], code).map(({ file }) => file);
  expect(files.toSorted()).toEqual(["src/command.test.ts", "src/main.test.ts", "src/worker.test.ts"]);
});
