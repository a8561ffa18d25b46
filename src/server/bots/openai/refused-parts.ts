/** A part of a request that not every server takes. */
export type RequestPart = "stream" | "rules" | "tools" | "history" | "no-limit" | "limit-name";

const STREAM =
  /\bstream(ing|ed)?\b.{0,60}(not|n't|unsupported|unavailable|disabled|must be false|only|invalid)|(not|n't|unsupported|cannot|disable|without).{0,40}\bstream(ing)?\b|to stream\b|不支持.{0,6}流式/i;
/** A system message, and the roles of a template that knows none. */
const RULES =
  /\b(system|developer)['"`]?\s*(role|message|prompt|instruction|content)|\broles?\b.{0,80}\b(system|developer)\b|\b(system|developer)\b.{0,40}(not|n't|un)\s?(support|allow|enabl|accept|valid|permit|known)|(unsupported|unexpected|invalid|unknown|illegal|not support\w*|disallowed).{0,20}\b(role|system)\b|roles? must (alternate|be)|\balternat(e|ing)\b|only (support\w* )?['"`]?user|first (message|turn|content|role).{0,60}user|messages[.[\s]*\d+[\].\s]*role|consecutive|['"`]user['"`],? (or|and) ['"`](assistant|model)|system.{0,8}(角色|消息)|角色/i;
const TOOLS =
  /\b(tools?|tool_choice|tool.?use|tool.?call\w*|function.?call\w*|functions)\b|tool_use_failed|call a function|工具|函数调用/i;
/** Few servers demand a limit for the answer, and those differ in its name. */
const NO_LIMIT =
  /max_(completion_)?tokens\b[^]{0,60}(required|missing|must be (set|provided|specified))|(required|missing|must (set|provide|specify))[^]{0,60}max_(completion_)?tokens/i;
const LIMIT_NAME = /max_completion_tokens/i;

/** The parts that an error seems to reject, the likeliest first. */
export function refusedParts(text: string): RequestPart[] {
  const parts: RequestPart[] = [];
  if (STREAM.test(text)) parts.push("stream");
  if (RULES.test(text)) parts.push("rules");
  if (TOOLS.test(text)) parts.push("tools");
  if (NO_LIMIT.test(text)) parts.push("no-limit");
  if (LIMIT_NAME.test(text)) parts.push("limit-name");
  return parts;
}
