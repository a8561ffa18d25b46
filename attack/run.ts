/**
 * `bun run attack`: attacks a running Switchboard through its public interfaces and counts what must not happen. See
 * docs/attack.md.
 */
import { writeFileSync } from "node:fs";
import type { Attack } from "./runner/attack.ts";
import { ATTACKS } from "./all-attacks.ts";
import { readOptions } from "./cli-options.ts";
import { resultsAsJson, formatResult } from "./format-results.ts";
import { type AttackResult, isPassed, runAttack } from "./runner/run-attack.ts";

const { tier, only, json } = readOptions(process.argv.slice(2));
const chosen = ATTACKS.filter(({ name, tiers }) =>
  only === null ? tiers.includes(tier) : name.startsWith(only),
);
if (chosen.length === 0) {
  console.error(`There is no attack of that name. There are: ${ATTACKS.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

console.info(`attack: tier ${tier}`);
const results: AttackResult[] = [];
const runOne = async (attack: Attack) => {
  const result = await runAttack(attack, tier);
  results.push(result);
  console.info(formatResult(result));
};
await Promise.all(chosen.filter(({ canRunInParallel }) => canRunInParallel).map(runOne));
for (const attack of chosen.filter(({ canRunInParallel }) => !canRunInParallel)) await runOne(attack);
if (json !== null) writeFileSync(json, resultsAsJson(results));

const passed = results.filter(isPassed).length;
console.info(`attack: ${passed} passed, ${results.length - passed} failed`);
process.exit(passed === results.length ? 0 : 1);
