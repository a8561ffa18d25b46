/** The gate without a browser: what to run before every commit. */
import { STATIC_STEPS } from "./gate/static-steps.ts";
import { isPassing } from "./gate/step.ts";
import { runUnitTests } from "./gate/unit-tests.ts";

let isGood = true;
for (const step of STATIC_STEPS) isGood = (await isPassing(step)) && isGood;

const { passed, failed } = await runUnitTests();
process.exit(isGood && failed === 0 && passed > 0 ? 0 : 1);
