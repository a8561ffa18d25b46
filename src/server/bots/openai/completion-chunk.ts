/** What one piece of a completion says, whoever's dialect it is in. */
export interface CompletionPiece {
  text: string;
  toolCalls: ToolCallPiece[];
  /** Whether the model is done talking. */
  isLast: boolean;
}

export interface ToolCallPiece {
  /** Which call of several it is a piece of. */
  index: number;
  name: string;
  arguments: string;
}

/**
 * Reads a chunk of a stream, or a whole completion. Unknown fields, what models think, and everything missing or
 * `null` is passed over. `null` when it is not of the chat completions kind at all.
 */
export function readPiece(value: unknown): CompletionPiece | null {
  const choices = field(value, "choices");
  if (!Array.isArray(choices)) return null;
  const choice: unknown = choices[0];
  const said = field(choice, "delta") ?? field(choice, "message");
  const calls = field(said, "tool_calls");
  return {
    text: textOf(field(said, "content")) + textOf(field(said, "refusal")),
    toolCalls: Array.isArray(calls) ? calls.map(readToolCall) : [],
    isLast: typeof field(choice, "finish_reason") === "string",
  };
}

/** The value's own field of that name, whatever the value is; `null` when there is none. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return null;
  return Object.getOwnPropertyDescriptor(value, name)?.value ?? null;
}

/** Text, or a list of parts of which some are text. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part: unknown) => (field(part, "type") === "text" ? textOf(field(part, "text")) : ""))
    .join("");
}

function readToolCall(call: unknown, at: number): ToolCallPiece {
  const index = field(call, "index");
  const wanted = field(call, "function");
  const args = field(wanted, "arguments");
  return {
    index: typeof index === "number" ? index : at,
    name: textOf(field(wanted, "name")),
    arguments: typeof args === "string" || args === null ? textOf(args) : JSON.stringify(args),
  };
}
