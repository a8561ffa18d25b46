import type { BotWithSigns } from "../contract/bot.ts";
import { type ModelConfig, failureOf, requestCompletion } from "./request-completion.ts";
import { AnswerParts } from "./answer-parts.ts";

/** A bot behind any server with OpenAI's chat completions API, streamed or not. */
export function createOpenAiCompatibleBot(config: ModelConfig): BotWithSigns {
  return async function* (question, signal) {
    signal.throwIfAborted();
    const call = new AbortController();
    const stop = () => call.abort(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    try {
      const answer = new AnswerParts(question.passages, config);
      for await (const item of requestCompletion(config, question, call.signal)) {
        // A chunk without words, as while the model thinks, is a sign of life too.
        const parts = item.kind === "chunk" ? answer.push(item.chunk) : [];
        if (parts.length === 0) yield { kind: "sign-of-life" };
        else yield* parts;
      }
      yield* answer.end();
    } catch (error) {
      signal.throwIfAborted();
      throw failureOf(error);
    } finally {
      signal.removeEventListener("abort", stop);
      call.abort();
    }
    signal.throwIfAborted();
  };
}
