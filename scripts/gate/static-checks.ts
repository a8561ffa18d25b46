import { toolCommand } from "../processes/bun-command.ts";
import type { Step } from "./run-step.ts";

export const TYPES: Step = { name: "types", command: toolCommand("tsc", "-b", "--pretty", "false") };

/** The lint step for `paths`, or for everything. */
export function lintOf(...paths: string[]): Step {
  const options = ["--deny-warnings", "--format=agent", "--no-error-on-unmatched-pattern"];
  return { name: "lint and floors", command: toolCommand("oxlint", ...options, ...paths) };
}

/** The format step for `paths`. */
export function formatOf(...paths: string[]): Step {
  const options = ["--list-different", "--no-error-on-unmatched-pattern"];
  return { name: "format", command: toolCommand("oxfmt", ...options, ...paths), fix: "bun run fix" };
}

/** The checks that do not run the code. */
export const STATIC_CHECKS: readonly Step[] = [
  TYPES,
  lintOf(),
  formatOf("."),
  { name: "unused code", command: toolCommand("knip", "--no-config-hints") },
];
