import { tool } from "../run/bun.ts";
import type { Step } from "./step.ts";

export const TYPES: Step = { name: "types", command: tool("tsc", "-b", "--pretty", "false") };

/** The lint of `paths`, or of everything. */
export function lintOf(...paths: string[]): Step {
  const options = ["--deny-warnings", "--format=agent", "--no-error-on-unmatched-pattern"];
  return { name: "lint and floors", command: tool("oxlint", ...options, ...paths) };
}

/** The format of `paths`. */
export function formatOf(...paths: string[]): Step {
  const options = ["--list-different", "--no-error-on-unmatched-pattern"];
  return { name: "format", command: tool("oxfmt", ...options, ...paths), fix: "bun run fix" };
}

/** What can be said of the code without running it. */
export const STATIC_STEPS: readonly Step[] = [
  TYPES,
  lintOf(),
  formatOf("."),
  { name: "unused code", command: tool("knip", "--no-config-hints") },
];
