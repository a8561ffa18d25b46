import { cutLine } from "./first-problems.ts";
import type { TestFailure } from "./junit-report.ts";
import { isWholeOutputWanted } from "./output-file.ts";
import type { FinishedRun } from "./run-to-file.ts";

const TESTS_MAX = 12;
const LINES_MAX = 24;

/** Prints as many failed tests of a run as fit a screen, and where the rest is. */
export function showFailures(failures: readonly TestFailure[], { output, outputAt }: FinishedRun): void {
  const lines = failures.length === 0 ? lastLines(output) : failuresOnScreen(failures);
  console.info(isWholeOutputWanted() ? output : lines.map((line) => `  ${line}`).join("\n"));
  console.info(`  All of it: ${outputAt}`);
}

/** The last output before a crash. */
function lastLines(output: string): string[] {
  return output.trim().split("\n").slice(-TESTS_MAX).map(cutLine);
}

/** The first failures with their locations and the beginning of their messages, and the number of the rest. */
export function failuresOnScreen(failures: readonly TestFailure[]): string[] {
  const shown = failures.slice(0, TESTS_MAX);
  const linesEach = Math.floor(LINES_MAX / shown.length);
  const lines = shown.flatMap(({ file, line, name, message }) => {
    const said = message.split("\n").filter((text) => text.trim() !== "");
    const title = `${file}${line === 0 ? "" : `:${line}`}  ${name}`;
    return [title, ...said.slice(0, linesEach - 1).map((text) => `    ${text}`)].map(cutLine);
  });
  const left = failures.length - shown.length;
  return left === 0 ? lines : [...lines, `… and ${left} more`];
}
