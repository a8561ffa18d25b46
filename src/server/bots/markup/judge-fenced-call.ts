import { judgeCallLine } from "./judge-call-line.ts";
import { judgeJsonCall } from "./judge-json-call.ts";
import { NO, OPEN, type Verdict } from "./verdict.ts";
import { CALL_MAX_LENGTH, readWrittenCall } from "./written-call.ts";

/** What models write behind the fence of a call. */
const LANGUAGES: ReadonlySet<string> = new Set([
  "",
  "action",
  "bash",
  "function",
  "function_call",
  "javascript",
  "js",
  "json",
  "json5",
  "jsonc",
  "plaintext",
  "python",
  "sh",
  "text",
  "tool",
  "tool_call",
  "tool_calls",
  "tool_code",
  "tool_request",
  "tool_use",
  "xml",
]);
const LANGUAGE_MAX_LENGTH = 20;

/** Judges a code block, from its fence at the start of a line: whether all it holds is a call of our tool. */
export function judgeFencedCall(text: string, isEnd: boolean): Verdict {
  const [fence = ""] = /^(?:`{3,}|~{3,})/.exec(text) ?? [];
  if (fence === "") return NO;
  const lineLength = text.indexOf("\n");
  const language = text
    .slice(fence.length, lineLength === -1 ? text.length : lineLength)
    .trim()
    .toLowerCase();
  if (lineLength === -1) return !isEnd && language.length <= LANGUAGE_MAX_LENGTH ? OPEN : NO;
  if (!LANGUAGES.has(language)) return NO;
  const content = text.slice(lineLength + 1);
  // Models go on talking on the line of the closing fence, where Markdown would not let them.
  const closing = new RegExp(`^[ \\t]*${fence}(?!${fence.slice(0, 1)})[ \\t]*`, "m").exec(content);
  const body = closing === null ? content : content.slice(0, closing.index);
  // A backtick at the end may be the beginning of the fence that closes.
  if (closing === null && !isEnd)
    return content.length <= CALL_MAX_LENGTH && mayBeCall(body.replace(/`+$/, "")) ? OPEN : NO;
  if (!isCall(body)) return NO;
  const length = closing === null ? text.length : lineLength + 1 + closing.index + closing[0].length;
  return { kind: "call", length, action: readWrittenCall(body) };
}

function isCall(body: string): boolean {
  return judge(body.trim(), true).kind === "call" && readWrittenCall(body) !== null;
}

function mayBeCall(body: string): boolean {
  const start = body.trimStart();
  return start === "" || judge(start, false).kind !== "no";
}

function judge(start: string, isEnd: boolean): Verdict {
  if (/^[[{]/.test(start)) {
    const asJson = judgeJsonCall(start, isEnd);
    if (asJson.kind !== "no") return asJson;
  }
  if (start.startsWith("<")) return isEnd ? { kind: "call", length: start.length, action: null } : OPEN;
  return judgeCallLine(start, isEnd);
}
