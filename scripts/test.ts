/**
 * Checks everything from a fresh checkout: installs, runs the gate, the unit tests on both databases, the build, the
 * short tier of the chaos harness, the browser tests and the short tier of the attacks. It ends with one line that
 * counts tests; a step of the gate is counted only if it fails.
 */
import { runBrowserTests } from "./gate/run-browser-tests.ts";
import { runShortTier } from "./gate/run-short-tier.ts";
import { STATIC_CHECKS } from "./gate/static-checks.ts";
import { runStep } from "./gate/run-step.ts";
import { addCounts, NO_TESTS, ONE_FAILURE } from "./gate/test-counts.ts";
import { runUnitTests } from "./gate/run-unit-tests.ts";
import { bunCommand } from "./processes/bun-command.ts";
import { installPackages } from "./processes/install-packages.ts";

installPackages();

let counts = NO_TESTS;
for (const step of STATIC_CHECKS) {
  if (!(await runStep(step))) counts = addCounts(counts, ONE_FAILURE);
}
counts = addCounts(counts, await runUnitTests());
const isBuilt = await runStep({ name: "build", command: bunCommand("scripts/build.ts") });
counts = addCounts(counts, isBuilt ? await runShortTier("chaos") : ONE_FAILURE);
counts = addCounts(counts, isBuilt ? await runBrowserTests() : ONE_FAILURE);
// The attacks use the browser that the browser tests have found or installed.
counts = addCounts(counts, isBuilt ? await runShortTier("attack") : ONE_FAILURE);

console.info(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1);
