import { type RequestedAction, TOOL_IDENTIFIER, actionOf, isPersonTool } from "./person-tool.ts";

/** A call may be this long; what is longer is an answer. In UTF-16 code units. */
export const CALL_MAX_LENGTH = 2_000;

/** Where a call has its name: in a field, in a tag, after the recipient of a chat template, or at the beginning. */
const NAMED =
  /["']?\b(?:name|tool|tool_name|function|function_name|action|recipient_name|call|to)["']?\s*[:=(]\s*["']?(ask for an? \w+|[\w.-]+)|<function[=(]\s*["']?([\w.-]+)|^[^\w<{["']*([\w.-]+)/gi;
/** Nothing but the arguments of our tool. */
const BARE_ARGUMENTS =
  /^\s*\{\s*["']reason["']\s*:\s*["'](?:customer[-_ ]asked|cannot[-_ ]answer)["']\s*,?\s*\}\s*$/i;
/** What any call looks like, ours or one the model has invented. */
const CALL_SHAPE =
  /["'](?:name|tool|tool_name|function|arguments|parameters)["']\s*:|<(?:function|parameter|arg_key|invoke)\b|^\s*[\w.-]+\s*[({\n]/i;

/** What a call written as text asks for; `null` if it is no call of our tool. */
export function readWrittenCall(text: string): RequestedAction | null {
  if (BARE_ARGUMENTS.test(text) || TOOL_IDENTIFIER.test(text)) return actionOf(text);
  for (const [, named, tagged, first] of text.matchAll(NAMED))
    if (isPersonTool(named ?? tagged ?? first ?? "")) return actionOf(text);
  return null;
}

/** Whether a text has our tool's own name in it. */
export function namesTool(text: string): boolean {
  return TOOL_IDENTIFIER.test(text);
}

/** A call has arguments, or it is a tool's name and nothing else. */
const CALL_FIELDS =
  /["'](?:arguments|args|parameters|params|\w+_input)["']\s*:|^[\s[]*\{\s*["'](?:tool|function|action)\w*["']\s*:\s*["'][^"']*["']\s*\}[\s\]]*$/i;

/**
 * What a call that nothing marks as one asks for, such as bare JSON; `null` if it is none. Other data may bear a name that
 * is similar to our tool's: then it must have the form of a call.
 */
export function readUnmarkedCall(text: string): RequestedAction | null {
  const action = readWrittenCall(text);
  if (action === null || BARE_ARGUMENTS.test(text) || namesTool(text)) return action;
  return CALL_FIELDS.test(text) ? action : null;
}

/** Whether a marked passage is a call, of whatever tool, and no prose about the mark. */
export function looksLikeCall(text: string): boolean {
  return readWrittenCall(text) !== null || CALL_SHAPE.test(text);
}
