/**
 * `bun run chaos`: tests the product through its public interfaces and checks it against the promises in the README.
 * See docs/chaos.md.
 */
import { writeFileSync } from "node:fs";
import { ROOT } from "./deployment/deployment.ts";
import { ensureBrowserFiles } from "./deployment/ensure-browser-files.ts";
import { readOptions } from "./cli-options.ts";
import { resultsAsJson, formatResult } from "./format-results.ts";
import { type ScenarioResult, isPassed, runScenario } from "./run-scenario.ts";
import { SCENARIOS } from "./all-scenarios.ts";

const { tier, dbs, only, seed, json, instances } = readOptions(process.argv.slice(2), process.env);
const named = SCENARIOS.filter(({ name, tiers }) => (only === null ? tiers.includes(tier) : name === only));
const chosen = named.filter(({ name, missing }) => {
  // Whoever asks for a scenario is told why it fails; the gate passes where a machine cannot run it.
  const reason = only === null && tier === "short" ? (missing?.() ?? null) : null;
  if (reason !== null) console.info(`left out: ${name}, ${reason}`);
  return reason === null;
});
if (chosen.length === 0) {
  console.error(
    `There is no scenario of that name. There are: ${SCENARIOS.map(({ name }) => name).join(", ")}`,
  );
  process.exit(2);
}

ensureBrowserFiles();
console.info(`chaos: tier ${tier}, seed ${seed}, on ${dbs.join(" and ")}`);
const results: ScenarioResult[] = [];
const pairs = chosen.flatMap((scenario) =>
  dbs.filter((db) => scenario.dbs.includes(db)).map((db) => ({ scenario, db })),
);
// In the short tier the load is low, so scenarios that mostly wait run side by side.
const together = pairs.filter(({ scenario }) => tier === "short" && scenario.isMostlyWaiting === true);
for (const pair of pairs) if (!together.includes(pair)) await runPair(pair);
await Promise.all(together.map(runPair));
if (json !== null) writeFileSync(json, resultsAsJson(results, seed));

const passed = results.filter(isPassed).length;
console.info(`chaos: ${passed} passed, ${results.length - passed} failed`);
process.exit(passed === results.length && passed > 0 ? 0 : 1);

async function runPair({ scenario, db }: (typeof pairs)[number]): Promise<void> {
  const result = await runScenario(scenario, { db, tier, seed, tree: ROOT, instances });
  results.push(result);
  console.info(formatResult(result));
}
