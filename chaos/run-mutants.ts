/**
 * `bun run chaos:mutants`: breaks the product on purpose, one rule at a time and in a copy, and checks that the harness
 * notices each. Arguments select mutants by name; `--seed N` and `--json FILE` as for `bun run chaos`.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { ViolationCounter } from "./support/violation-counters.ts";
import { ensureBrowserFiles } from "./deployment/ensure-browser-files.ts";
import { breakSourceCopy } from "./mutants/break-source-copy.ts";
import { MUTANTS } from "./mutants/all-mutants.ts";
import type { Mutant } from "./mutants/mutant.ts";
import { type ScenarioResult, runScenario } from "./run-scenario.ts";
import { SCENARIOS } from "./all-scenarios.ts";

/** The result for a mutant: the counters that are not 0. */
interface Verdict {
  mutant: string;
  breaks: string;
  scenario: string;
  db: string;
  caughtBy: Partial<Record<ViolationCounter, number>>;
  isCaught: boolean;
  seconds: number;
}

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: { seed: { type: "string", default: "1" }, json: { type: "string" } },
});
const chosen = MUTANTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));

ensureBrowserFiles();
const verdicts: Verdict[] = [];
for (const mutant of chosen) {
  const verdict = await tryMutant(mutant, Number(values.seed));
  verdicts.push(verdict);
  console.info(formatVerdict(verdict));
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(verdicts, null, 2)}\n`);

const caught = verdicts.filter(({ isCaught }) => isCaught).length;
console.info(`mutants: ${caught} of ${verdicts.length} caught`);
process.exit(caught === verdicts.length && caught > 0 ? 0 : 1);

async function tryMutant(mutant: Mutant, seed: number): Promise<Verdict> {
  const { name, breaks, edits, scenario: scenarioName, db, caughtBy } = mutant;
  const scenario = SCENARIOS.find((one) => one.name === scenarioName);
  if (scenario === undefined) throw new Error(`${name} names an unknown scenario: ${scenarioName}`);
  using broken = breakSourceCopy(edits);
  const result = await runScenario(scenario, { db, tier: "short", seed, tree: broken.tree, instances: 1 });
  const violations = violationsOf(result);
  const isCaught = caughtBy.some((counter) => (violations[counter] ?? 0) > 0);
  return {
    mutant: name,
    breaks,
    scenario: scenarioName,
    db,
    caughtBy: violations,
    isCaught,
    seconds: result.seconds,
  };
}

function violationsOf({ counters, examples }: ScenarioResult): Partial<Record<ViolationCounter, number>> {
  if (values.json !== undefined) for (const example of examples) console.info(`  ${example}`);
  return Object.fromEntries(Object.entries(counters).filter(([, count]) => count > 0));
}

function formatVerdict({ mutant, scenario, db, caughtBy, isCaught, seconds }: Verdict): string {
  const what = Object.entries(caughtBy).map(([name, count]) => `${name} ${count}`);
  const place = `${scenario} on ${db}`;
  return `${isCaught ? "caught " : "MISSED "}  ${mutant.padEnd(30)} ${place.padEnd(26)} ${seconds.toFixed(0).padStart(3)} s  ${what.join(", ")}`;
}
