import type { RequestedAction } from "./person-tool.ts";

/**
 * What the beginning of a text is.
 *
 * - `open`: more has to arrive before it can be told
 * - `no`: nothing special begins here
 * - `text`: `length` code units are text, whatever they look like
 * - `call`: `length` code units are a call; `action` is `null` for a tool that does not exist
 */
export type Verdict =
  | { kind: "open" }
  | { kind: "no" }
  | { kind: "text"; length: number }
  | { kind: "call"; length: number; action: RequestedAction | null };

export const OPEN: Verdict = { kind: "open" };
export const NO: Verdict = { kind: "no" };
