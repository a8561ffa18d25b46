import { median } from "../measure/statistics.ts";
import { ratioInterval } from "./ratio-interval.ts";
import type { Sample, Samples } from "./samples.ts";

const PERCENT = 100;

/**
 * Formats a Markdown table: every figure of the first build, and the ratios of the others to it with their 95 %
 * intervals.
 */
export function comparisonTable(part: string, samples: Samples): string {
  const [[baseName, base] = ["", []], ...others] = [...samples];
  const figures = Object.keys(base[0] ?? {}).filter((name) => name !== "foreignPercent");
  const head = ["", baseName, ...others.map(([name]) => `${name} / ${baseName}`)];
  const rows = figures.map((figure) => [
    figure,
    median(valuesOf(base, figure)).toPrecision(4),
    ...others.map(([, rounds]) => ratioText(valuesOf(rounds, figure), valuesOf(base, figure))),
  ]);
  const foreign = Math.round(median([...samples.values()].flat().map((sample) => sample.foreignPercent)));
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [`${part}, ${base.length} rounds; others used ${foreign} % of a core`, "", ...lines].join("\n");
}

function ratioText(values: readonly number[], base: readonly number[]): string {
  const { ratio, low, high } = ratioInterval(values, base, Math.random);
  return `${ratio.toFixed(3)} (${percentText(low)} to ${percentText(high)})`;
}

function percentText(ratio: number): string {
  return `${ratio >= 1 ? "+" : ""}${((ratio - 1) * PERCENT).toFixed(1)} %`;
}

function valuesOf(rounds: readonly Sample[], figure: string): number[] {
  return rounds.map((round) => round[figure] ?? Number.NaN);
}
