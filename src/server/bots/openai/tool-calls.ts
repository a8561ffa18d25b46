import type { ToolCallChunk } from "./completion-chunk.ts";
import { ASK_FOR_PERSON, CANNOT_ANSWER } from "./prompt.ts";

/** Gathers the pieces of tool calls. Only the one tool there is counts; a model may imagine others. */
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
     * What the model wants; `null` when it called nothing. The arguments may be broken: then it is taken as if the
     * customer had asked. Some servers repeat the name with every piece, hence only the beginning is compared.
     */
    wish(): "asks-person" | "unsure" | null {
      const wanted = [...calls.values()].filter((call) => call.name.startsWith(ASK_FOR_PERSON));
      if (wanted.length === 0) return null;
      return wanted.every((call) => call.arguments.includes(CANNOT_ANSWER)) ? "unsure" : "asks-person";
    },
  };
}
