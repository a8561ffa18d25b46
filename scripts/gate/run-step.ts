import { join } from "node:path";
import { ROOT } from "../processes/bun-command.ts";
import { firstProblems } from "./first-problems.ts";
import { isWholeOutputWanted, outputFile } from "./output-file.ts";

/** A check that is silent when all is well, and otherwise says each problem in a line. */
export interface Step {
  name: string;
  command: string[];
  /** What fixes most of it. */
  fix?: string;
}

const MS_PER_SECOND = 1000;

/** Runs a step and reports it in one line, with the first of its problems only if it fails. */
export async function runStep({ name, command, fix }: Step): Promise<boolean> {
  const startedAt = performance.now();
  const run = Bun.spawn(command, { cwd: ROOT, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  const [out, err, code] = await Promise.all([
    new Response(run.stdout).text(),
    new Response(run.stderr).text(),
    run.exited,
  ]);
  const line = checkLine(name, code === 0, startedAt);
  const problems = code === 0 ? [] : await problemLines(name, `${out}${err}`);
  const cure = code === 0 || fix === undefined ? [] : [`  Fix it with: ${fix}`];
  // In one piece, because steps may run beside each other.
  console.info([line, ...problems, ...cure].join("\n"));
  return code === 0;
}

/** The one line about a check. `startedAt` is an instant of `performance.now()`; `more` stands at its end. */
export function checkLine(name: string, isGood: boolean, startedAt: number, more = ""): string {
  const seconds = ((performance.now() - startedAt) / MS_PER_SECOND).toFixed(1);
  return `${isGood ? "ok  " : "FAIL"}  ${name}  ${seconds} s${more === "" ? "" : `  ${more}`}`;
}

async function problemLines(name: string, output: string): Promise<string[]> {
  const file = outputFile(name);
  await Bun.write(join(ROOT, file), output);
  if (isWholeOutputWanted()) return [output];
  const { lines, left } = firstProblems(output);
  const shown = lines.map((line) => `  ${line}`);
  return left === 0 ? shown : [...shown, `  … and ${left} more; all of it: ${file}`];
}
