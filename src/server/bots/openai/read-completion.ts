import { BotFailure } from "../contract/bot-failure.ts";
import { type CompletionChunk, parseCompletionChunk } from "./completion-chunk.ts";
import { endpointErrorInAnswer } from "./endpoint-error.ts";
import { type AnswerItem, readAnswer } from "./read-answer.ts";
import { reportedError } from "./reported-error.ts";

/** A chunk of an answer, or a sign that the server works on it. */
export type CompletionItem = { kind: "chunk"; chunk: CompletionChunk } | { kind: "sign-of-life" };

const DONE = "[DONE]";

/**
 * The chunks of an answer until it is complete: by a finish reason that says so, or by the server's end marker when no
 * reason says otherwise. Without either the answer was cut off.
 *
 * @throws BotFailure `cut`, `empty`, `not-compatible`, or what the finish reason or an error among the chunks says
 */
export async function* readCompletion(response: Response): AsyncGenerator<CompletionItem, undefined> {
  let isUnderstood = false;
  let isComplete = false;
  let hasPieces = false;
  try {
    for await (const item of readAnswer(response)) {
      if (item.kind === "event" && item.data.trim() === DONE) return;
      const value = item.kind === "sign-of-life" ? null : valueOf(item);
      const chunk = parseCompletionChunk(value);
      if (chunk === null) {
        if (item.kind === "whole") throw new BotFailure("not-compatible");
        yield { kind: "sign-of-life" };
        continue;
      }
      isUnderstood = true;
      // Some servers repeat the whole answer behind its pieces.
      yield { kind: "chunk", chunk: chunk.isWhole && hasPieces ? { ...chunk, text: "" } : chunk };
      hasPieces ||= !chunk.isWhole && chunk.text !== "";
      if (chunk.end !== null && chunk.end !== "complete") throw new BotFailure(chunk.end);
      isComplete ||= chunk.end === "complete" || item.kind === "whole";
    }
  } catch (error) {
    // What goes wrong behind the end does no harm.
    if (!isComplete) throw error;
  }
  if (!isComplete) throw new BotFailure(isUnderstood ? "cut" : "not-compatible");
}

/** @throws BotFailure when it is an error, or no JSON */
function valueOf(item: Exclude<AnswerItem, { kind: "sign-of-life" }>): unknown {
  const { type, data } = item.kind === "event" ? item : { type: "", data: null };
  if ((data === "" || /^\s*:/.test(data ?? "")) && type !== "error") return null;
  const value = item.kind === "event" ? parseJson(item.data) : item.value;
  const error = reportedError(value);
  if (type === "error" || error !== null) throw endpointErrorInAnswer(error ?? value ?? data);
  if (value !== null || data === null || data.trim() === "null") return value;
  throw /\b(error|exception)\b/i.test(data) ? endpointErrorInAnswer(data) : new BotFailure("not-compatible");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
