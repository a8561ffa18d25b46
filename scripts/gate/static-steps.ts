import { tool } from "../run/bun.ts";
import type { Step } from "./step.ts";

/** What can be said of the code without running it. */
export const STATIC_STEPS: readonly Step[] = [
  { name: "types", command: tool("tsc", "-b") },
  { name: "lint and floors", command: tool("oxlint", "--deny-warnings") },
  { name: "format", command: tool("oxfmt", "--check", ".") },
  { name: "unused code", command: tool("knip") },
];
