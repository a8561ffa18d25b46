import { figure, type Figures } from "../measure/figures.ts";
import { ACTIVITIES } from "../stalls/activities/all-activities.ts";
import { STALL_DATABASES } from "../stalls/stall-databases.ts";
import { formatNumber } from "./format-number.ts";
import { markdownTable } from "./markdown-table.ts";

const HEAD = ["", "loop held", "computing", "collector", "writer held", "p50", "p99", "p99.9", "× idle"];

/** Formats what the part `stalls` measured as Markdown, a table for each database. */
export function stallTables(figures: Figures): string[] {
  return Object.entries(STALL_DATABASES).map(([database, title]) => {
    const rows = [
      ["nothing: the probe alone", "idle"],
      ["nothing, again", "idleAgain"],
      ...ACTIVITIES.map(({ name, label }) => [label, name]),
    ].map(([label = "", name = ""]) => [label, ...cellsOf(figures, `stalls.${database}.${name}`, database)]);
    return `**${title}**, times in ms\n\n${markdownTable(HEAD, rows)}`;
  });
}

function cellsOf(figures: Figures, name: string, database: string): string[] {
  const times = figure(figures, `${name}.p999`) / figure(figures, `stalls.${database}.idle.p999`);
  const shown = ["loop", "computed", "pause", "writer", "p50", "p99", "p999"];
  return [...shown.map((what) => figure(figures, `${name}.${what}`)), times].map(formatNumber);
}
