/**
 * Everything there is to check, from a fresh checkout: installs, runs the gate, the unit tests on both databases, the
 * build, the short tier of the chaos harness, the browser tests and the short tier of the attacks, and ends with one line
 * that counts tests; a step of the gate counts only if it fails.
 */
import { runBrowserTests } from "./gate/run-browser-tests.ts";
import { runShortTier } from "./gate/run-short-tier.ts";
import { STATIC_STEPS } from "./gate/static-checks.ts";
import { isPassing } from "./gate/run-step.ts";
import { add, NOTHING, ONE_FAILURE } from "./gate/test-counts.ts";
import { runUnitTests } from "./gate/run-unit-tests.ts";
import { bun } from "./processes/bun-command.ts";
import { installPackages } from "./processes/install-packages.ts";

installPackages();

let tally = NOTHING;
for (const step of STATIC_STEPS) {
  if (!(await isPassing(step))) tally = add(tally, ONE_FAILURE);
}
tally = add(tally, await runUnitTests());
const isBuilt = await isPassing({ name: "build", command: bun("scripts/build.ts") });
tally = add(tally, isBuilt ? await runShortTier("chaos") : ONE_FAILURE);
tally = add(tally, isBuilt ? await runBrowserTests() : ONE_FAILURE);
// The browser is the one that the browser tests have found or fetched.
tally = add(tally, isBuilt ? await runShortTier("attack") : ONE_FAILURE);

console.info(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 && tally.passed > 0 ? 0 : 1);
