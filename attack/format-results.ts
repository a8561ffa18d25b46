import { type AttackResult, isPassed } from "./runner/run-attack.ts";

/** Formats one attack's result for a terminal. */
export function formatResult(result: AttackResult): string {
  const { attack, counters, missed, figures, examples, seconds } = result;
  const head = `${isPassed(result) ? "ok  " : "FAIL"}  ${attack}  ${seconds.toFixed(1)} s`;
  return [
    head,
    `      counters  ${pairs(counters)}`,
    `      figures   ${pairs(figures)}`,
    ...missed.map((line) => `      missed    ${line}`),
    ...examples.map((line) => `      found     ${line}`),
  ].join("\n");
}

/** All results as JSON: every counter under the name of its attack, each of which must be 0. */
export function resultsAsJson(results: readonly AttackResult[]): string {
  const counters = results.flatMap(({ attack, counters: own, missed }) => [
    ...Object.entries(own).map(([name, count]) => [`${attack}.${name}`, count] as const),
    [`${attack}.notCarriedOut`, missed.length] as const,
  ]);
  return `${JSON.stringify({ counters: Object.fromEntries(counters), attacks: results }, null, 2)}\n`;
}

function pairs(values: Record<string, number>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${Number.isInteger(value) ? value : value.toFixed(1)}`)
    .join(", ");
}
