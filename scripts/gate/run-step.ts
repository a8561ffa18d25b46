import { join } from "node:path";
import { ROOT } from "../processes/bun-command.ts";
import { firstProblems } from "./first-problems.ts";
import { isWholeOutputWanted, outputFile } from "./output-file.ts";

/** A check that prints nothing on success, and otherwise one line per problem. */
export interface Step {
  name: string;
  command: string[];
  /** The command that fixes most of the problems. */
  fix?: string;
}

const MS_PER_SECOND = 1000;

/** Runs a step and reports it in one line, followed by its first problems if it fails. */
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
  const fixHint = code === 0 || fix === undefined ? [] : [`  Fix it with: ${fix}`];
  // Print everything in one call, because steps may run in parallel.
  console.info([line, ...problems, ...fixHint].join("\n"));
  return code === 0;
}

/** Formats the line about a check. `startedAt` is a time of `performance.now()`; `more` is appended. */
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
