import { judgeJsonCall } from "./judge-json-call.ts";
import { NO, OPEN, type Verdict } from "./verdict.ts";

/** What models write before a call as JSON, as in “Action:” with a block of code in the same line. */
const LABELS: readonly string[] = [
  "tool:",
  "tool call:",
  "tool calls:",
  "tool_call:",
  "tool_calls:",
  "function:",
  "function call:",
  "function_call:",
  "action:",
  "call:",
  "functools",
];
const FENCE = /^\s*(?:`{3}\w*\s*)?/;
const MAYBE_FENCE = /^\s*(?:`{1,3}\w*\s*)?$/;
const CLOSING = /^\s*`{3}/;
const MAYBE_CLOSING = /^\s*`{0,2}$/;

/** Judges a text at the start of a line: whether it is a label and a call as JSON behind it. */
export function judgeLabelledCall(text: string, isEnd: boolean): Verdict {
  const lower = text.slice(0, LABEL_MAX_LENGTH).toLowerCase();
  const label = LABELS.find((one) => lower.startsWith(one));
  if (label === undefined) return !isEnd && LABELS.some((one) => one.startsWith(lower)) ? OPEN : NO;
  const behind = text.slice(label.length);
  if (!isEnd && MAYBE_FENCE.test(behind)) return OPEN;
  const [fence = ""] = FENCE.exec(behind) ?? [];
  const json = behind.slice(fence.length);
  const verdict = /^[[{]/.test(json) ? judgeJsonCall(json, isEnd) : NO;
  if (verdict.kind !== "call") return verdict.kind === "open" ? OPEN : NO;
  const length = label.length + fence.length + verdict.length;
  if (fence.trim() === "") return { ...verdict, length };
  const rest = text.slice(length);
  if (!isEnd && MAYBE_CLOSING.test(rest)) return OPEN;
  return { ...verdict, length: length + (CLOSING.exec(rest)?.[0].length ?? 0) };
}

const LABEL_MAX_LENGTH = 20;
