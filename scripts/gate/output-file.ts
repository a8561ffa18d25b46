import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../processes/bun-command.ts";

/** The file with the whole output of a check, relative to the checkout; shown whenever only a part is printed. */
export function outputFile(check: string): string {
  const folder = ".tsc/gate";
  mkdirSync(join(ROOT, folder), { recursive: true });
  return `${folder}/${check.replaceAll(" ", "-")}.txt`;
}

/** Where nobody opens a file afterwards, as in CI, the whole output is shown instead of its first problems. */
export function isWholeOutputWanted(): boolean {
  return (process.env["CI"] ?? "") !== "";
}
