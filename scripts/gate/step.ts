import { join } from "node:path";
import { ROOT } from "../run/bun.ts";
import { firstProblems } from "./first-problems.ts";
import { isWholeOutputWanted, outputFile } from "./output-file.ts";

/** A check that is silent when all is well, and otherwise says each problem in a line. */
export interface Step {
  name: string;
  command: string[];
  /** What mends most of it. */
  mend?: string;
}

const MS_PER_SECOND = 1000;

/** Runs a step and reports it in one line, with the first of its problems only if it fails. */
export async function isPassing({ name, command, mend }: Step): Promise<boolean> {
  const startedAt = performance.now();
  const run = Bun.spawn(command, { cwd: ROOT, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  const [out, err, code] = await Promise.all([
    new Response(run.stdout).text(),
    new Response(run.stderr).text(),
    run.exited,
  ]);
  reportCheck(name, code === 0, startedAt);
  if (code !== 0) await showProblems(name, `${out}${err}`, mend);
  return code === 0;
}

/** The one line about a check. `startedAt` is an instant of `performance.now()`; `more` stands at its end. */
export function reportCheck(name: string, isGood: boolean, startedAt: number, more = ""): void {
  const seconds = ((performance.now() - startedAt) / MS_PER_SECOND).toFixed(1);
  console.info(`${isGood ? "ok  " : "FAIL"}  ${name}  ${seconds} s${more === "" ? "" : `  ${more}`}`);
}

async function showProblems(name: string, output: string, mend?: string): Promise<void> {
  const file = outputFile(name);
  await Bun.write(join(ROOT, file), output);
  const { lines, left } = firstProblems(output);
  console.info(isWholeOutputWanted() ? output : lines.map((line) => `  ${line}`).join("\n"));
  if (left > 0 && !isWholeOutputWanted()) console.info(`  … and ${left} more; all of it: ${file}`);
  if (mend !== undefined) console.info(`  Mend it with: ${mend}`);
}
