import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../processes/bun-command.ts";

/**
 * The file with the whole output of a check, relative to the checkout. It is named whenever only a part is printed.
 */
export function outputFile(check: string): string {
  const folder = ".tsc/gate";
  mkdirSync(join(ROOT, folder), { recursive: true });
  return `${folder}/${check.replaceAll(" ", "-")}.txt`;
}

/**
 * Whether to print the whole output instead of the first problems, because nobody opens a file afterwards, as in CI.
 */
export function isWholeOutputWanted(): boolean {
  return (process.env["CI"] ?? "") !== "";
}
