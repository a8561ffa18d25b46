import type { ToolCallChunk } from "./completion-chunk.ts";
import { ASK_FOR_PERSON, CANNOT_ANSWER } from "./prompt.ts";

/** Joins the pieces of tool calls. Only our tool counts, because a model may invent others. */
export function createToolCalls() {
  const calls = new Map<number, { name: string; arguments: string }>();
  return {
    push(pieces: readonly ToolCallChunk[]): void {
      for (const piece of pieces) {
        const call = calls.get(piece.index) ?? { name: "", arguments: "" };
        calls.set(piece.index, { name: call.name + piece.name, arguments: call.arguments + piece.arguments });
      }
    },
    /**
     * What the model asks for; `null` when it called nothing. If the arguments are broken, the customer counts as having
     * asked. Some servers repeat the name with every piece, hence only its beginning is compared.
     */
    requestedAction(): "asks-person" | "unsure" | null {
      const wanted = [...calls.values()].filter((call) => call.name.startsWith(ASK_FOR_PERSON));
      if (wanted.length === 0) return null;
      return wanted.every((call) => call.arguments.includes(CANNOT_ANSWER)) ? "unsure" : "asks-person";
    },
  };
}
