import { mapCounters } from "./support/violation-counters.ts";
import { type Finding, isGood } from "./run-scenario.ts";

/** A finding in a few lines for a terminal. */
export function printFinding(finding: Finding): string {
  const { scenario, db, seconds, faults, notes, missed, counters, examples, folder, seed } = finding;
  const bad = Object.entries(counters).filter(([, count]) => count > 0);
  const lines = [
    `${isGood(finding) ? "ok  " : "FAIL"}  ${scenario} on ${db}  ${seconds.toFixed(1)} s  seed ${seed}`,
    `      faults: ${list(faults)}`,
    `      notes:  ${list(notes)}`,
    bad.length === 0
      ? `      every one of ${Object.keys(counters).length} counters is 0`
      : `      broken: ${bad.map(([name, count]) => `${name} ${count}`).join(", ")}`,
    ...missed.map((fault) => `      planned and not applied: ${fault}`),
    ...examples.map((example) => `      - ${example}`),
    ...(folder === null ? [] : [`      history and logs: ${folder}`]),
  ];
  return lines.join("\n");
}

/** All findings as one object for machines: what was done to the product, and how often each rule was broken. */
export function findingsAsJson(findings: readonly Finding[], seed: number): string {
  const faults: Record<string, number> = {};
  for (const { scenario, faults: own } of findings)
    for (const [name, times] of Object.entries(own))
      faults[`${scenario}: ${name}`] = (faults[`${scenario}: ${name}`] ?? 0) + times;
  const total = {
    seed,
    db: [...new Set(findings.map(({ db }) => db))].join("+"),
    faults,
    counters: mapCounters((name) => findings.reduce((sum, { counters }) => sum + counters[name], 0)),
    missed: findings.flatMap(({ scenario, db, missed }) =>
      missed.map((one) => `${scenario} on ${db}: ${one}`),
    ),
    runs: findings,
  };
  return `${JSON.stringify(total, null, 2)}\n`;
}

function list(figures: Record<string, number | string>): string {
  const entries = Object.entries(figures).map(([name, figure]) => `${name} ${figure}`);
  return entries.length === 0 ? "none" : entries.join(", ");
}
