/**
 * `bun run attack`: does to a started Switchboard what its enemies would, by its public doors alone, and counts what
 * must not come of it. See docs/attack.md.
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
  console.error(`No attack is called that. There are: ${ATTACKS.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

console.info(`attack: tier ${tier}`);
const findings: AttackResult[] = [];
const carryOut = async (attack: Attack) => {
  const finding = await runAttack(attack, tier);
  findings.push(finding);
  console.info(formatResult(finding));
};
await Promise.all(chosen.filter(({ canRunInParallel }) => canRunInParallel).map(carryOut));
for (const attack of chosen.filter(({ canRunInParallel }) => !canRunInParallel)) await carryOut(attack);
if (json !== null) writeFileSync(json, resultsAsJson(findings));

const passed = findings.filter(isPassed).length;
console.info(`attack: ${passed} passed, ${findings.length - passed} failed`);
process.exit(passed === findings.length ? 0 : 1);
