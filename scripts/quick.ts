/**
 * Run this after each small change: types, lint, format and the nearest tests of everything that differs from the
 * last commit, or from `--base REV`, in half a minute. With `--all` it runs every test that the change reaches.
 */
import { parseArgs } from "node:util";
import { formatOf, lintOf, TYPES } from "./gate/static-checks.ts";
import { runStep } from "./gate/run-step.ts";
import { readTestTimes } from "./gate/test-times.ts";
import { runUnitTests } from "./gate/run-unit-tests.ts";
import { changedFiles } from "./quick/changed-files.ts";
import { fitTestsToBudget } from "./quick/fit-tests-to-budget.ts";
import { readCode } from "./quick/read-code.ts";
import { type Code, reachedFrom, testsOf } from "./quick/tests-of.ts";
import { ROOT } from "./processes/bun-command.ts";

/** The budget for tests. It leaves enough of half a minute for the static steps. */
const TESTS_MS = 12_000;
const DATABASE_TESTS_MS = 5_000;
const PLAIN_TESTS_MS = 300;
/** Files that affect the lint of every file. */
const CONFIGURATION = /^(oxlint\.config\.ts|package\.json|bun\.lock|tsconfig.*\.json)$/;

const { values } = parseArgs({
  options: { base: { type: "string", default: "HEAD" }, all: { type: "boolean", default: false } },
});

const changed = readChanges();
if (changed.length === 0) {
  console.info(`ok: nothing differs from ${values.base}.`);
  process.exit(0);
}
console.info(`${changed.length === 1 ? changed[0] : `${changed.length} files`} changed since ${values.base}`);

const bad: string[] = [];
const linted = changed.some((file) => CONFIGURATION.test(file)) ? [] : changed;
await Promise.all(
  [TYPES, lintOf(...linted), formatOf(...changed)].map(async (step) => {
    if (!(await runStep(step))) bad.push(step.name);
  }),
);

const code = readCode(ROOT);
const budgetMs = values.all ? Infinity : TESTS_MS;
const { run, leftOut } = fitTestsToBudget(testsOf(changed, code), await durations(code), budgetMs);
if (run.length > 0 && (await runUnitTests(run)).failed > 0) bad.push("unit tests");
if (run.length === 0 && leftOut.length === 0) console.info("      no unit tests run what changed");
if (leftOut.length > 0)
  console.info(`      ${leftOut.length} test files farther away left out; they too: ${allOfThem()}`);

console.info(
  bad.length === 0 ? "ok. Before you commit: bun run check" : `Not ok: ${bad.join(", ")}. See above.`,
);
process.exit(bad.length === 0 ? 0 : 1);

function readChanges(): string[] {
  try {
    return changedFiles(ROOT, values.base);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

function allOfThem(): string {
  return ["bun run quick --all", ...(values.base === "HEAD" ? [] : ["--base", values.base])].join(" ");
}

/** Returns the expected duration of a test file: its last one here, or otherwise that of most such files. */
async function durations(of: Code): Promise<(file: string) => number> {
  const known = await readTestTimes();
  const openDatabases = reachedFrom("test/test-postgres-url.ts", of);
  return (file) => known.get(file) ?? (openDatabases.has(file) ? DATABASE_TESTS_MS : PLAIN_TESTS_MS);
}
