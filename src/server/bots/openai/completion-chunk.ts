import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import { meaningOfFinishReason } from "./finish-reason.ts";

/** One chunk of a completion, in any server's dialect. */
export interface CompletionChunk {
  text: string;
  /** The text is not marked as a piece of an answer; behind such pieces it is all of them again. */
  isWhole: boolean;
  toolCalls: ToolCallChunk[];
  /** Whether the answer is complete, or why it ends here without being complete; `null` while it goes on. */
  end: BotFailureCause | "complete" | null;
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
  // Of several answers the first counts; its number may be missing.
  const choice: unknown = choices.find((one) => (ownField(one, "index") ?? 0) === 0) ?? null;
  const delta = ownField(choice, "delta");
  const part = delta ?? ownField(choice, "message");
  const calls = ownField(part, "tool_calls");
  const legacyCall = ownField(part, "function_call");
  return {
    text: textOf(ownField(part, "content")) + textOf(ownField(part, "refusal")),
    isWhole: delta === null,
    toolCalls: [...(Array.isArray(calls) ? calls : []), ...(legacyCall === null ? [] : [legacyCall])].map(
      readToolCall,
    ),
    end: meaningOfFinishReason(ownField(choice, "finish_reason")),
  };
}

/** The value's own field of that name, for any value; `null` if there is none. */
export function ownField(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return null;
  return Object.getOwnPropertyDescriptor(value, name)?.value ?? null;
}

const TEXT_PARTS: ReadonlySet<unknown> = new Set(["text", "output_text"]);

/** The text of a content: a string, or a list of parts, some of which are text. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part: unknown) => (TEXT_PARTS.has(ownField(part, "type")) ? textOf(ownField(part, "text")) : ""))
    .join("");
}

/** A call, in a field of its own or, as some servers have it, without. */
function readToolCall(call: unknown, at: number): ToolCallChunk {
  const index = ownField(call, "index");
  const wanted = ownField(call, "function") ?? call;
  const args = ownField(wanted, "arguments");
  return {
    index: typeof index === "number" ? index : at,
    name: textOf(ownField(wanted, "name")),
    arguments: typeof args === "string" || args === null ? textOf(args) : JSON.stringify(args),
  };
}
