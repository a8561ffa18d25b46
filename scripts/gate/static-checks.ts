import { tool } from "../processes/bun-command.ts";
import type { Step } from "./run-step.ts";

/** What can be said of the code without running it. */
export const STATIC_STEPS: readonly Step[] = [
  { name: "types", command: tool("tsc", "-b") },
  { name: "lint and floors", command: tool("oxlint", "--deny-warnings") },
  { name: "format", command: tool("oxfmt", "--check", ".") },
  { name: "unused code", command: tool("knip") },
];
