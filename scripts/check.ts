/** The gate without a browser: what to run before every commit. */
import { STATIC_CHECKS } from "./gate/static-checks.ts";
import { runStep } from "./gate/run-step.ts";
import { runUnitTests } from "./gate/run-unit-tests.ts";

let isGood = true;
for (const step of STATIC_CHECKS) isGood = (await runStep(step)) && isGood;

const { passed, failed } = await runUnitTests();
process.exit(isGood && failed === 0 && passed > 0 ? 0 : 1);
