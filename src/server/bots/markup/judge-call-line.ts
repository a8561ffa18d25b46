import { NO, OPEN, type Verdict } from "./verdict.ts";
import { readWrittenCall } from "./written-call.ts";

const NAMES: readonly string[] = [
  "ask_for_person",
  "ask_for_a_person",
  "ask_for_human",
  "ask_for_agent",
  "askforperson",
  "ask-for-person",
];
/** What models put before the name, alone or combined. */
const BEFORE_NAME: readonly string[] = [
  "",
  "[",
  "(",
  "{{",
  "/",
  "@",
  "#",
  "$",
  "> ",
  "-> ",
  "→ ",
  "🔧 ",
  "`",
  "```",
  "*",
  "**",
  ">>>",
  "*calls ",
  "*calling ",
  "calling ",
  "calling: ",
  "calling tool ",
  "calling tool: ",
  "calling the tool ",
  "using tool: ",
  "[calling ",
  "[calling tool ",
  "[calling tool: ",
  "[tool: ",
  "[tool call: ",
  "[tool_call: ",
  "[function call: ",
  "to=",
  "commentary to=",
  "assistantcommentary to=",
  "✿function✿: ",
  "tool_use: ",
  "call ",
  "call: ",
  "call:",
  "tool: ",
  "tool call: ",
  "tool_call: ",
  "function: ",
  "function call: ",
  "action: ",
  "print(",
].flatMap((mark) => ["", "functions.", "default_api.", "tools."].map((scope) => mark + scope));
const HEADS: readonly string[] = BEFORE_NAME.flatMap((before) => NAMES.map((name) => before + name));

/** Heads that are recognised inside a line too. */
const WORD_HEADS: readonly string[] = HEADS.filter((head) => /^[[(]?\w+$/.test(head));

const LINE_MAX_LENGTH = 400;
/** After the name: nothing, arguments in anybody's notation, or a full stop; then whatever closes what stood before. */
const REST =
  /^[`*\])}]*\s*(?:with (?:the )?(?:arguments|parameters):?\s*|(?:--?\w+[= ][\w-]+\s*)+)?(?:(?:\.call)?\s*\([^()]*(?:\([^()]*\)[^()]*)*\)|(?:\s*json)?\s*[:=]?\s*\{[^{}]*\}|\s*\[ARGS\].*|\.)?[`*\]);]*\s*$/is;
const MARKED_REST = /^\s*\([^()\n]*\)[\])`]*/;
/** A name in brackets, which is no link. */
const BRACKETED_REST = /^(?:\s*\([^()\n]*\)[\])`]*|[\])](?!\())/;
/**
 * In the notation of ReAct the arguments are in the next line, and behind them the model may invent what came of it.
 */
const ARGUMENTS_HEADS: readonly string[] = [
  "action input:",
  "arguments:",
  "input:",
  "observation:",
  "parameters:",
  "✿args✿:",
];

/** Judges a text at the start of a line: whether the line is a call. */
export function judgeCallLine(text: string, isEnd: boolean): Verdict {
  const lower = text.slice(0, LINE_MAX_LENGTH).toLowerCase();
  const head = HEADS.findLast((one) => lower.startsWith(one));
  if (head === undefined) return !isEnd && HEADS.some((one) => one.startsWith(lower)) ? OPEN : NO;
  const end = lineEnd(text, head.length);
  if (end === null && !isEnd) return text.length > LINE_MAX_LENGTH ? NO : OPEN;
  const length = end ?? text.length;
  if (!REST.test(text.slice(head.length, length))) return NO;
  return withArgumentsLine(text, length, isEnd);
}

function withArgumentsLine(text: string, lineLength: number, isEnd: boolean): Verdict {
  const call = (length: number): Verdict => ({
    kind: "call",
    length,
    action: readWrittenCall(text.slice(0, length)),
  });
  const next = text.slice(lineLength + 1);
  const lower = next.toLowerCase();
  if (!ARGUMENTS_HEADS.some((head) => lower.startsWith(head)))
    return !isEnd && ARGUMENTS_HEADS.some((head) => head.startsWith(lower)) ? OPEN : call(lineLength);
  const end = lineEnd(next, 0);
  const length = end ?? next.length;
  if (length > LINE_MAX_LENGTH) return call(lineLength);
  return end === null && !isEnd ? OPEN : withArgumentsLine(text, lineLength + 1 + length, isEnd);
}

/** Judges a word inside a line: only with its brackets it is a call. */
export function judgeCallWord(text: string, isEnd: boolean): Verdict {
  const lower = text.slice(0, LINE_MAX_LENGTH).toLowerCase();
  const head = WORD_HEADS.findLast((one) => lower.startsWith(one));
  if (head === undefined) return !isEnd && WORD_HEADS.some((one) => one.startsWith(lower)) ? OPEN : NO;
  const rest = text.slice(head.length, LINE_MAX_LENGTH);
  const [call] = (/^[[(]/.test(head) ? BRACKETED_REST : MARKED_REST).exec(rest) ?? [];
  const isMore = call === undefined ? /^\s*(?:\([^()\n]*)?$/.test(rest) : call.length === rest.length;
  if (isMore && !isEnd && text.length <= LINE_MAX_LENGTH) return OPEN;
  if (call === undefined) return NO;
  const length = head.length + call.length;
  return { kind: "call", length, action: readWrittenCall(text.slice(0, length)) };
}

/** Where the line ends, brackets that are open at its end included; `null` if it does not. */
function lineEnd(text: string, from: number): number | null {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === "(" || sign === "{") depth += 1;
    else if (sign === ")" || sign === "}") depth -= 1;
    else if (sign === "\n" && depth <= 0) return at;
  }
  return null;
}
