/** The gate without a browser: what to run before every commit. */
import { STATIC_STEPS } from "./gate/static-checks.ts";
import { isPassing } from "./gate/run-step.ts";
import { runUnitTests } from "./gate/run-unit-tests.ts";

let isGood = true;
for (const step of STATIC_STEPS) isGood = (await isPassing(step)) && isGood;

const { passed, failed } = await runUnitTests();
process.exit(isGood && failed === 0 && passed > 0 ? 0 : 1);
