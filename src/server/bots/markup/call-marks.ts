import { NO, OPEN, type Verdict } from "./verdict.ts";
import { CALL_MAX_LENGTH, looksLikeCall, readWrittenCall } from "./written-call.ts";

/** How a chat template marks a call. */
interface CallMark {
  /** At the beginning of the text. */
  opening: RegExp;
  /** Whether the text is the beginning of such an opening. */
  beginning: RegExp;
  /** What ends the call; `null`: the end of the answer. The group of the opening is inserted for `NAME`. */
  closing: string | null;
}

/** Marks in angle brackets, as Hermes, Qwen, Llama, Mistral's and MiniMax's templates and many others have them. */
const TAG = "(?:[\\w-]{1,20}:)?(?:tool_?calls?|function_?calls?|tools|tool_code|tool_use|invoke)";
/** DeepSeek writes its marks with a wide bar and a block; some servers put plain characters for them. */
const BAR = "[|｜]";
const GAP = "[_▁]";

const MARKS: readonly CallMark[] = [
  {
    opening: new RegExp(`^<(${TAG})(?:\\s[^<>]{0,100})?>`, "i"),
    beginning: new RegExp(`^<(?:[\\w-]{0,20}:?[\\w-]{0,20}|${TAG}\\s[^<>]{0,100})$`, "i"),
    closing: "</NAME\\s*>",
  },
  {
    opening: /^<function(?=[=(])/i,
    beginning: /^<f?[unctio]{0,7}[=(]?$/i,
    closing: "</function>",
  },
  {
    opening: /^<ask_?for_?person\b[^<>]{0,100}\/>/i,
    beginning: /^<ask_?for_?person\b[^<>]{0,100}$/i,
    closing: "",
  },
  {
    opening: /^<(ask_?for_?person)\b[^<>]{0,100}>/i,
    beginning: /^<ask_?for_?person\b[^<>]{0,100}$/i,
    closing: "</NAME\\s*>",
  },
  {
    opening: new RegExp(`^<${BAR}tool${GAP}calls?${BAR}?>`, "i"),
    beginning: new RegExp(`^<${BAR}[\\w▁]{0,24}${BAR}?$`, "i"),
    closing: "<\\|/tool_calls?\\|>|<\\|end_tool_calls?\\|>|</?tool_calls?\\|>|<\\|(?:end|im_end)\\|>",
  },
  {
    opening: new RegExp(`^<${BAR}tool${GAP}calls?${GAP}(?:section${GAP})?begin${BAR}>`, "i"),
    beginning: new RegExp(`^<${BAR}[\\w▁]{0,32}${BAR}?$`, "i"),
    closing: `<${BAR}tool${GAP}calls?${GAP}(?:section${GAP})?end${BAR}>`,
  },
  {
    opening: /^<｜DSML｜(?:function|tool)_calls>/i,
    beginning: /^<｜\w{0,4}｜?\w{0,16}$/i,
    closing: "</｜DSML｜(?:function|tool)_calls>",
  },
  { opening: /^<\|python_tag\|>/i, beginning: /^<\|\w{0,10}\|?$/, closing: "<\\|e(?:om|ot)_id\\|>" },
  {
    opening: /^<\|START_ACTION\|>/i,
    beginning: /^<\|\w{0,12}\|?$/,
    closing: "<\\|END_ACTION\\|>",
  },
  {
    opening: /^<start_function_call>/i,
    beginning: /^<\w{0,19}$/,
    closing: "<end_function_call>",
  },
  { opening: /^\[TOOL_REQUEST\]/, beginning: /^\[[A-Z_]{0,12}$/, closing: "\\[END_TOOL_REQUEST\\]" },
  { opening: /^\[TOOL_CALLS\]/, beginning: /^\[[A-Z_]{0,10}$/, closing: null },
];
/** The end of a mark after a call: of a mark around several, or of one whose beginning a server has eaten. */
const STRAY_CLOSING = new RegExp(
  `^(?:</(?:${TAG})>|<${BAR}tool${GAP}calls?${GAP}(?:section${GAP})?end${BAR}>|\\[END_TOOL_REQUEST\\])`,
  "i",
);
const STRAY_BEGINNING = /^(?:<\/[\w:-]{0,32}|\[[A-Z_]{0,16})$/;

/**
 * Judges a text that begins with `<` or `[`: whether a call begins there that a chat template has marked.
 *
 * @param isAfterCall - the end of a mark is then one of the template's, and not being talked about
 */
export function judgeMarkedCall(text: string, isEnd: boolean, isAfterCall: boolean): Verdict {
  const [stray] = STRAY_CLOSING.exec(text) ?? [];
  if (stray !== undefined)
    return isAfterCall
      ? { kind: "call", length: stray.length, action: null }
      : { kind: "text", length: stray.length };
  for (const { opening, closing } of MARKS) {
    const found = opening.exec(text);
    if (found !== null) return judgeContent(text, closingOf(closing, found[1]), found[0].length, isEnd);
  }
  const mayBegin = STRAY_BEGINNING.test(text) || MARKS.some(({ beginning }) => beginning.test(text));
  return !isEnd && mayBegin ? OPEN : NO;
}

function closingOf(closing: string | null, name = ""): RegExp | null {
  return closing === null ? null : new RegExp(closing.replace("NAME", name), "i");
}

function judgeContent(text: string, closing: RegExp | null, start: number, isEnd: boolean): Verdict {
  const content = text.slice(start);
  const end = closing?.exec(content) ?? null;
  if (end === null && !isEnd)
    return content.length > CALL_MAX_LENGTH ? { kind: "text", length: start } : OPEN;
  // The opening may hold the name, as in `<invoke name="…">`.
  const call = text.slice(0, end === null ? text.length : start + end.index);
  const inner = content.slice(0, end?.index ?? content.length);
  if (!looksLikeCall(inner) && readWrittenCall(call) === null) return { kind: "text", length: start };
  return { kind: "call", length: call.length + (end?.[0].length ?? 0), action: readWrittenCall(call) };
}
