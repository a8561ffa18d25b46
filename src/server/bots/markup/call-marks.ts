import { NO, OPEN, type Verdict } from "./verdict.ts";
import { CALL_MAX_LENGTH, looksLikeCall, namesTool, readWrittenCall } from "./written-call.ts";

/** How a chat template marks a call. */
interface CallMark {
  /** At the beginning of the text. */
  opening: RegExp;
  /** Whether the text is the beginning of such an opening. */
  beginning: RegExp;
  /** What ends the call; `null`: the end of the answer. The group of the opening is inserted for `NAME`. */
  closing: string | null;
  /** The mark means other things too: only a call of our tool by its name counts. */
  isCommonWord?: true;
}

/** Marks in angle brackets, as Hermes, Qwen, Llama, Mistral's and MiniMax's templates and many others have them. */
const TAG =
  "(?:[\\w-]{1,20}[:_])?(?:tool_?calls?|function_?calls?|tools|tool_code|tool_use|use_tool|tool_request|invoke)";
/** Marks that are ordinary words: any XML may hold them. */
const COMMON_TAG = "tool|function|action|json|xml|output|response";
/** DeepSeek writes its marks with a wide bar and a block; some servers put plain characters for them. */
const BAR = "[|｜]";
const GAP = "[_▁]";

const MARKS: readonly CallMark[] = [
  // Before the tags, which would take it for one of theirs and wait for another end.
  {
    opening: /^<start_function_call>/i,
    beginning: /^<\w{0,19}$/,
    closing: "<end_function_call>",
  },
  {
    opening: new RegExp(`^<(${TAG})(?:\\s[^<>]{0,100})?>`, "i"),
    beginning: new RegExp(`^<(?:[\\w-]{0,20}:?[\\w-]{0,20}|${TAG}\\s[^<>]{0,100})$`, "i"),
    closing: "</NAME\\s*>",
  },
  {
    opening: new RegExp(`^<(${COMMON_TAG})(?:\\s[^<>]{0,100})?>(?=\\s*[[{<])`, "i"),
    beginning: new RegExp(`^<(?:${COMMON_TAG})(?:\\s[^<>]{0,100})?(?:>\\s*)?$`, "i"),
    closing: "</NAME\\s*>",
    isCommonWord: true,
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
    opening: new RegExp(`^<${BAR}(?:tool|function)${GAP}(?:calls?|request)(?:${GAP}start)?${BAR}?>`, "i"),
    beginning: new RegExp(`^<${BAR}[\\w▁]{0,24}${BAR}?$`, "i"),
    closing:
      "<\\|tool_call_end\\|>|<\\|/tool_request\\|>|<\\|/tool_calls?\\|>|<\\|end_tool_calls?\\|>|</?tool_calls?\\|>|<\\|(?:end|im_end)\\|>",
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
    opening: /^<\|(?:action_start|plugin)\|>/i,
    beginning: /^<\|\w{0,12}\|?$/,
    closing: "<\\|action_end\\|>",
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
  for (const { opening, closing, isCommonWord } of MARKS) {
    const found = opening.exec(text);
    if (found === null) continue;
    const verdict = judgeContent(text, closingOf(closing, found[1]), found[0].length, isEnd);
    const isOther = isCommonWord && verdict.kind === "call" && !namesTool(text.slice(0, verdict.length));
    return isOther ? { kind: "text", length: found[0].length } : verdict;
  }
  const mayBegin = STRAY_BEGINNING.test(text) || MARKS.some(({ beginning }) => beginning.test(text));
  return !isEnd && mayBegin ? OPEN : NO;
}

const CUT_OFF = /^\s*(?:[[{<]|[\w.-]+\s*[({\n])/;

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
  // Without an end it is a call that was cut off, or prose about the mark.
  const isCall = looksLikeCall(inner) && (end !== null || CUT_OFF.test(inner));
  if (!isCall && readWrittenCall(call) === null) return { kind: "text", length: start };
  return { kind: "call", length: call.length + (end?.[0].length ?? 0), action: readWrittenCall(call) };
}
