import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Figures } from "../measure/figures.ts";
import { chartsOf } from "./charts.ts";
import { describeMachine } from "./describe-machine.ts";
import { type TargetResult, compareWithTargets } from "./targets.ts";
import { stallTables } from "./stall-tables.ts";
import { otherTable, ratioTable, talkTable } from "./markdown-tables.ts";

const ROOT = join(import.meta.dir, "../..");
const BEGIN = "<!-- what follows is written by `bun run bench` -->";
const END = "<!-- end of what `bun run bench` writes -->";

interface ReportOptions {
  /** The file to write the figures to as JSON; `null` for none. */
  json: string | null;
  rounds: number;
  /** Whether all parts were measured. Only then are the documents updated. */
  isComplete: boolean;
}

/** Prints the figures, ratios first. A complete run is also written into the README and `docs`. */
export async function writeReport(
  figures: Figures,
  { json, rounds, isComplete }: ReportOptions,
): Promise<void> {
  const ratios = compareWithTargets(figures);
  console.info(`\n${ratioTable(ratios)}\n`);
  if (figures.has("talk.limit.light.p50")) console.info(`${talkTable(figures)}\n`);
  if (figures.has("stalls.worst.loop")) console.info(`${stallTables(figures).join("\n\n")}\n`);
  if (json !== null) writeFileSync(json, `${JSON.stringify(asJson(ratios, figures), null, 2)}\n`);
  if (!isComplete) return;

  const machine = `${describeMachine()}; medians of the quieter half of ${rounds} rounds.`;
  const heads = [machine, ratioTable(ratios), talkTable(figures)];
  writeBetweenMarks("README.md", heads);
  writeBetweenMarks("docs/bench.md", [...heads, ...stallTables(figures), otherTable(figures)]);
  mkdirSync(join(ROOT, "docs/bench"), { recursive: true });
  for (const [name, drawing] of Object.entries(chartsOf(figures)))
    writeFileSync(join(ROOT, "docs/bench", name), drawing);
  const format = Bun.spawnSync(
    [process.execPath, "--bun", "node_modules/.bin/oxfmt", "README.md", "docs/bench.md"],
    {
      cwd: ROOT,
    },
  );
  if (!format.success) throw new Error(`README.md and docs/bench.md: ${format.stderr.toString()}`);
  console.info("Written: README.md, docs/bench.md, docs/bench/*.svg");
}

function asJson(ratios: readonly TargetResult[], figures: Figures) {
  return {
    ratios: Object.fromEntries(ratios.map(({ name, value }) => [name, value])),
    figures: Object.fromEntries(figures),
  };
}

/** Writes text between the marks of a document. @throws if the marks are missing */
function writeBetweenMarks(name: string, parts: readonly string[]): void {
  const path = join(ROOT, name);
  const text = readFileSync(path, "utf8");
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin === -1 || end < begin) throw new Error(`${name} lacks the marks around the figures.`);
  writeFileSync(
    path,
    `${text.slice(0, begin + BEGIN.length)}\n\n${parts.join("\n\n")}\n\n${text.slice(end)}`,
  );
}
