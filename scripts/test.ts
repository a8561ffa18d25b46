/**
 * Everything there is to check, from a fresh checkout: installs, runs the gate, the unit tests on both databases, the
 * build, the short tier of the chaos harness, the browser tests and the short tier of the attacks, and ends with one line
 * that counts tests; a step of the gate counts only if it fails.
 */
import { runBrowserTests } from "./gate/browser-tests.ts";
import { runShortTier } from "./gate/short-tier.ts";
import { STATIC_STEPS } from "./gate/static-steps.ts";
import { isPassing } from "./gate/step.ts";
import { addCounts, NO_TESTS, ONE_FAILURE } from "./gate/test-counts.ts";
import { runUnitTests } from "./gate/unit-tests.ts";
import { bun } from "./run/bun.ts";
import { installPackages } from "./run/install-packages.ts";

installPackages();

let counts = NO_TESTS;
for (const step of STATIC_STEPS) {
  if (!(await isPassing(step))) counts = addCounts(counts, ONE_FAILURE);
}
counts = addCounts(counts, await runUnitTests());
const isBuilt = await isPassing({ name: "build", command: bun("scripts/build.ts") });
counts = addCounts(counts, isBuilt ? await runShortTier("chaos") : ONE_FAILURE);
counts = addCounts(counts, isBuilt ? await runBrowserTests() : ONE_FAILURE);
// The browser is the one that the browser tests have found or fetched.
counts = addCounts(counts, isBuilt ? await runShortTier("attack") : ONE_FAILURE);

console.info(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1);
