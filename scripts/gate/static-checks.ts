import { toolCommand } from "../processes/bun-command.ts";
import type { Step } from "./run-step.ts";

/** What can be said of the code without running it. */
export const STATIC_CHECKS: readonly Step[] = [
  { name: "types", command: toolCommand("tsc", "-b") },
  { name: "lint and floors", command: toolCommand("oxlint", "--deny-warnings") },
  { name: "format", command: toolCommand("oxfmt", "--check", ".") },
  { name: "unused code", command: toolCommand("knip") },
];
