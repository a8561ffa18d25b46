/** The gate without a browser: what to run before every commit. */
import { STATIC_STEPS } from "./gate/static-steps.ts";
import { isPassing } from "./gate/step.ts";
import { runUnitTests } from "./gate/unit-tests.ts";

const bad: string[] = [];
for (const step of STATIC_STEPS) {
  if (!(await isPassing(step))) bad.push(step.name);
}
const { passed, failed } = await runUnitTests();
if (failed > 0 || passed === 0) bad.push("unit tests");

console.info(bad.length === 0 ? "ok" : `Not ok: ${bad.join(", ")}. See above.`);
process.exit(bad.length === 0 ? 0 : 1);
