import type { Bot, Passage, AnswerPart } from "../contract/bot.ts";
import { type ModelConfig, requestCompletion, failureOf, openAiClient } from "./request-completion.ts";
import { BotFailure } from "../contract/bot-failure.ts";
import { createCitationFilter } from "../text/citation-filter.ts";
import { createControlCharacterFilter } from "../text/control-character-filter.ts";
import { createSurrogatePairFilter, textChunksOf } from "../text/text-chunks.ts";
import { readCompletion } from "./read-completion-chunks.ts";
import { type TextFilter, chainFilters } from "../text/text-filter.ts";
import { createThinkTagFilter } from "../text/think-tag-filter.ts";
import { createToolCalls } from "./tool-calls.ts";

/** A bot behind any server with OpenAI's chat completions API, streamed or not. */
export function createOpenAiCompatibleBot(config: ModelConfig): Bot {
  return async function* (question, signal) {
    signal.throwIfAborted();
    const call = new AbortController();
    const stop = () => call.abort(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    try {
      const client = openAiClient(config);
      const response = await requestCompletion(client, config.model, question, call.signal);
      yield* toAnswerParts(readCompletion(response, call, client), question.passages);
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

/** Converts the chunks of a completion into parts of an answer. */
async function* toAnswerParts(
  pieces: ReturnType<typeof readCompletion>,
  passages: readonly Passage[],
): AsyncGenerator<AnswerPart, undefined> {
  const cited: Passage[] = [];
  const filter = answerFilter(passages, cited);
  const calls = createToolCalls();
  const namedArticles = new Set<string>();
  let hasWords = false;

  function* partsOf(text: string): Generator<AnswerPart, undefined> {
    hasWords ||= text.trim() !== "";
    for (const piece of hasWords ? textChunksOf(text) : []) yield { kind: "words", text: piece };
    for (const { articleId, title } of cited.splice(0)) {
      if (!namedArticles.has(articleId)) yield { kind: "source", articleId, title };
      namedArticles.add(articleId);
    }
  }

  for await (const piece of pieces) {
    calls.push(piece.toolCalls);
    yield* partsOf(filter.push(piece.text));
  }
  yield* partsOf(filter.end());
  const requestedAction = calls.requestedAction();
  if (requestedAction !== null) yield { kind: requestedAction };
  else if (!hasWords) throw new BotFailure("empty");
}

function answerFilter(passages: readonly Passage[], cited: Passage[]): TextFilter {
  const onCited = (index: number) => cited.push(...passages.slice(index, index + 1));
  return chainFilters([
    createSurrogatePairFilter(),
    createThinkTagFilter(),
    createControlCharacterFilter(),
    createCitationFilter(passages.length, onCited),
  ]);
}
