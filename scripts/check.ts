/** Runs the gate without a browser. Run it before every commit. */
import { STATIC_CHECKS } from "./gate/static-checks.ts";
import { runStep } from "./gate/run-step.ts";
import { runUnitTests } from "./gate/run-unit-tests.ts";

const bad: string[] = [];
for (const step of STATIC_CHECKS) {
  if (!(await runStep(step))) bad.push(step.name);
}
const { passed, failed } = await runUnitTests();
if (failed > 0 || passed === 0) bad.push("unit tests");

console.info(bad.length === 0 ? "ok" : `Not ok: ${bad.join(", ")}. See above.`);
process.exit(bad.length === 0 ? 0 : 1);
