import { NO, OPEN, type Verdict } from "./verdict.ts";
import { CALL_MAX_LENGTH, readUnmarkedCall } from "./written-call.ts";

/** The first field of a call, in any model's habit. Other JSON is recognised by its first field and not held back. */
const FIRST_FIELDS = [
  "action",
  "answer",
  "args",
  "arguments",
  "ask_for_person",
  "call",
  "command",
  "function",
  "function_call",
  "function_name",
  "id",
  "message",
  "name",
  "parameters",
  "params",
  "reason",
  "recipient_name",
  "reply",
  "response",
  "thought",
  "thoughts",
  "tool",
  "tool_call",
  "tool_calls",
  "tool_name",
  "type",
] as const;
const BEGINNING = /^(?:\[\s*)?(?:\{\s*(?:(["'])(\w*)(\1)?)?)?/;

/** Judges a text that begins with `{` or `[`: whether it is a call as bare JSON, or a list of them. */
export function judgeJsonCall(text: string, isEnd: boolean): Verdict {
  const [beginning = "", quote, field = "", closing] = BEGINNING.exec(text) ?? [];
  const isWhole = beginning.length < text.length;
  if (quote === undefined) return isWhole || isEnd ? NO : OPEN;
  if (closing === undefined)
    return isWhole || isEnd || !FIRST_FIELDS.some((known) => known.startsWith(field)) ? NO : OPEN;
  if (!FIRST_FIELDS.some((known) => known === field.toLowerCase())) return NO;
  const length = jsonLength(text.slice(0, CALL_MAX_LENGTH));
  if (length === null) {
    if (!isEnd) return text.length > CALL_MAX_LENGTH ? NO : OPEN;
    const action = readUnmarkedCall(text);
    return action === null ? NO : { kind: "call", length: text.length, action };
  }
  const action = readUnmarkedCall(text.slice(0, length));
  return action === null ? { kind: "text", length } : { kind: "call", length, action };
}

/** The length of the JSON value at the beginning; `null` if it does not end. */
function jsonLength(text: string): number | null {
  let depth = 0;
  let quote = "";
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === "\\") at += 1;
    else if (quote !== "") quote = sign === quote ? "" : quote;
    else if (sign === '"') quote = sign;
    else if (sign === "{" || sign === "[") depth += 1;
    else if (sign === "}" || sign === "]") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return null;
}
