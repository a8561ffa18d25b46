import { figure, type Figures, SYSTEMS } from "../measure/figures.ts";
import { formatNumber } from "./format-number.ts";
import { markdownTable } from "./markdown-table.ts";
import { isMet, type TargetResult } from "./targets.ts";

/** Formats the targets and results as Markdown. */
export function ratioTable(ratios: readonly TargetResult[]): string {
  const rows = ratios.map((ratio) => {
    const { label, value, wanted, unit } = ratio;
    const target = "most" in wanted ? `≤ ${formatNumber(wanted.most)}` : `≥ ${formatNumber(wanted.least)}`;
    return [label, `${formatNumber(value)} ${unit}`, target, isMet(ratio) ? "yes" : "**no**"];
  });
  return markdownTable(["metric", "measured", "target", "met"], rows);
}

/** Formats light and full load of every system as Markdown. */
export function talkTable(figures: Figures): string {
  const figureRows: [string, string, string][] = [
    ["light load, p50", "light.p50", "ms"],
    ["light load, p95", "light.p95", "ms"],
    ["light load, p99", "light.p99", "ms"],
    ["full load, messages per second", "full.perSecond", ""],
    ["full load, server CPU per message", "full.serverCpu", "µs"],
    ["full load, Postgres CPU per message", "full.databaseCpu", "µs"],
    ["CPU used by other processes", "full.foreign", "% of a core"],
  ];
  const rows = figureRows.map(([label, name, unit]) => [
    label,
    ...Object.keys(SYSTEMS).map((system) => {
      const value = figure(figures, `talk.${system}.${name}`);
      return value === 0 && name === "full.databaseCpu" ? "–" : `${formatNumber(value)} ${unit}`.trim();
    }),
  ]);
  return markdownTable(["", ...Object.values(SYSTEMS)], rows);
}

/** Formats all other figures as Markdown. */
export function otherTable(figures: Figures): string {
  const rows = [...figures]
    .filter(([name]) => !name.startsWith("talk.") && !name.startsWith("stalls."))
    .map(([name, value]) => [`\`${name}\``, formatNumber(value)]);
  return markdownTable(["figure", "value"], rows);
}
