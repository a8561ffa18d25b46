import { mapViolationCounters } from "./support/violation-counters.ts";
import { type ScenarioResult, isPassed } from "./run-scenario.ts";

/** Formats a result in a few lines for a terminal. */
export function formatResult(result: ScenarioResult): string {
  const { scenario, db, seconds, faults, notes, missed, counters, examples, folder, seed } = result;
  const bad = Object.entries(counters).filter(([, count]) => count > 0);
  const lines = [
    `${isPassed(result) ? "ok  " : "FAIL"}  ${scenario} on ${db}  ${seconds.toFixed(1)} s  seed ${seed}`,
    `      faults: ${list(faults)}`,
    `      notes:  ${list(notes)}`,
    bad.length === 0
      ? `      all ${Object.keys(counters).length} counters are 0`
      : `      violations: ${bad.map(([name, count]) => `${name} ${count}`).join(", ")}`,
    ...missed.map((fault) => `      planned but not applied: ${fault}`),
    ...examples.map((example) => `      - ${example}`),
    ...(folder === null ? [] : [`      history and logs: ${folder}`]),
  ];
  return lines.join("\n");
}

/** Formats all results as one JSON object: the faults applied, and how often each rule was broken. */
export function resultsAsJson(results: readonly ScenarioResult[], seed: number): string {
  const faults: Record<string, number> = {};
  for (const { scenario, faults: own } of results)
    for (const [name, times] of Object.entries(own))
      faults[`${scenario}: ${name}`] = (faults[`${scenario}: ${name}`] ?? 0) + times;
  const total = {
    seed,
    db: [...new Set(results.map(({ db }) => db))].join("+"),
    faults,
    counters: mapViolationCounters((name) => results.reduce((sum, { counters }) => sum + counters[name], 0)),
    missed: results.flatMap(({ scenario, db, missed }) =>
      missed.map((one) => `${scenario} on ${db}: ${one}`),
    ),
    runs: results,
  };
  return `${JSON.stringify(total, null, 2)}\n`;
}

function list(figures: Record<string, number | string>): string {
  const entries = Object.entries(figures).map(([name, figure]) => `${name} ${figure}`);
  return entries.length === 0 ? "none" : entries.join(", ");
}
