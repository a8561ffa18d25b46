import { type RequestedAction, actionOf, isPersonTool } from "../markup/person-tool.ts";
import type { ToolCallChunk } from "./completion-chunk.ts";

/** Joins the pieces of tool calls. Only our tool counts, because a model may invent others. */
export function createToolCalls() {
  const calls = new Map<number, { name: string; arguments: string }>();
  const written: RequestedAction[] = [];
  return {
    push(pieces: readonly ToolCallChunk[]): void {
      for (const piece of pieces) {
        const call = calls.get(piece.index) ?? { name: "", arguments: "" };
        calls.set(piece.index, { name: call.name + piece.name, arguments: call.arguments + piece.arguments });
      }
    },
    /** A call that the model wrote as text. */
    pushWritten(action: RequestedAction): void {
      written.push(action);
    },
    /** What the model asks for; `null` when it called nothing. */
    requestedAction(): RequestedAction | null {
      const wanted = [...calls.values()].filter((call) => isPersonTool(call.name));
      const actions = [...written, ...wanted.map((call) => actionOf(call.arguments))];
      if (actions.length === 0) return null;
      return actions.every((action) => action === "unsure") ? "unsure" : "asks-person";
    },
  };
}
