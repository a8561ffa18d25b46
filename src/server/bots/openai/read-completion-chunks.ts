import type OpenAI from "openai";
import { APIError } from "openai";
import { Stream } from "openai/core/streaming";
import { detectAnswerFormat } from "./detect-answer-format.ts";
import { BotFailure } from "../contract/bot-failure.ts";
import { type CompletionChunk, ownField, parseCompletionChunk } from "./completion-chunk.ts";
import { endpointErrorInAnswer } from "./endpoint-error.ts";

/**
 * The chunks of an answer until it is complete: by the model's finish reason or the server's end marker. One of the two
 * is enough; without both the answer was cut off.
 *
 * @throws BotFailure `cut`, `empty`, `not-compatible`, or the class of an error among the chunks
 */
export async function* readCompletion(
  response: Response,
  controller: AbortController,
  client: OpenAI,
): AsyncGenerator<CompletionChunk, undefined> {
  const body = await detectAnswerFormat(response);
  if (body.kind === "whole") return yield* readWhole(body.value);
  const progress = { understood: false, last: false };
  try {
    for await (const value of Stream.fromSSEResponse<unknown>(body.response, controller, client)) {
      const piece = parseCompletionChunk(value);
      if (piece === null) continue;
      progress.understood = true;
      progress.last ||= piece.isLast;
      yield piece;
    }
  } catch (error) {
    if (!progress.last) throw failureIn(error);
  }
  if (progress.last || body.sawDone()) return;
  throw new BotFailure(progress.understood ? "cut" : "not-compatible");
}

function* readWhole(value: unknown): Generator<CompletionChunk, undefined> {
  const error = ownField(value, "error");
  if (error !== null) throw endpointErrorInAnswer(error);
  const piece = parseCompletionChunk(value);
  if (piece === null) throw new BotFailure("not-compatible");
  yield piece;
}

function failureIn(error: unknown): unknown {
  if (error instanceof APIError) return endpointErrorInAnswer(error.error);
  return error instanceof SyntaxError ? new BotFailure("not-compatible") : error;
}
