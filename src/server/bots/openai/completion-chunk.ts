/** One chunk of a completion, in any server's dialect. */
export interface CompletionChunk {
  text: string;
  toolCalls: ToolCallChunk[];
  /** Whether the answer is complete. */
  isLast: boolean;
}

export interface ToolCallChunk {
  /** The number of the call it belongs to, if there are several. */
  index: number;
  name: string;
  arguments: string;
}

/**
 * Reads a chunk of a stream, or a whole completion. Unknown fields, reasoning, and everything missing or
 * `null` is ignored. `null` when it is no chat completion at all.
 */
export function parseCompletionChunk(value: unknown): CompletionChunk | null {
  const choices = ownField(value, "choices");
  if (!Array.isArray(choices)) return null;
  const choice: unknown = choices[0];
  const part = ownField(choice, "delta") ?? ownField(choice, "message");
  const calls = ownField(part, "tool_calls");
  return {
    text: textOf(ownField(part, "content")) + textOf(ownField(part, "refusal")),
    toolCalls: Array.isArray(calls) ? calls.map(readToolCall) : [],
    isLast: typeof ownField(choice, "finish_reason") === "string",
  };
}

/** The value's own field of that name, for any value; `null` if there is none. */
export function ownField(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return null;
  return Object.getOwnPropertyDescriptor(value, name)?.value ?? null;
}

/** The text of a content: a string, or a list of parts, some of which are text. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part: unknown) => (ownField(part, "type") === "text" ? textOf(ownField(part, "text")) : ""))
    .join("");
}

function readToolCall(call: unknown, at: number): ToolCallChunk {
  const index = ownField(call, "index");
  const wanted = ownField(call, "function");
  const args = ownField(wanted, "arguments");
  return {
    index: typeof index === "number" ? index : at,
    name: textOf(ownField(wanted, "name")),
    arguments: typeof args === "string" || args === null ? textOf(args) : JSON.stringify(args),
  };
}
