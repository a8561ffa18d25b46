import type { Answerer, Passage, Said } from "../contract/bot.ts";
import { type ModelConfig, askModel, failureOf, modelClient } from "./request-completion.ts";
import { BotFailure } from "../contract/bot-failure.ts";
import { createCitationFilter } from "../text/citation-filter.ts";
import { createControlFilter } from "../text/control-character-filter.ts";
import { createPairFilter, piecesOf } from "../text/text-chunks.ts";
import { readAnswer } from "./read-completion.ts";
import { type TextFilter, chainFilters } from "../text/text-filter.ts";
import { createThinkingFilter } from "../text/think-tag-filter.ts";
import { createToolCalls } from "./tool-calls.ts";

/** An answerer behind any server that speaks OpenAI's chat completions, streamed or not. */
export function openAiCompatible(config: ModelConfig): Answerer {
  return async function* (question, signal) {
    signal.throwIfAborted();
    const call = new AbortController();
    const stop = () => call.abort(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    try {
      const client = modelClient(config);
      const response = await askModel(client, config.model, question, call.signal);
      yield* tell(readAnswer(response, call, client), question.passages);
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

/** Puts the pieces of an answer into what an answerer says. */
async function* tell(
  pieces: ReturnType<typeof readAnswer>,
  passages: readonly Passage[],
): AsyncGenerator<Said, undefined> {
  const cited: Passage[] = [];
  const filter = answerFilter(passages, cited);
  const calls = createToolCalls();
  const told = new Set<string>();
  let hasWords = false;

  function* say(text: string): Generator<Said, undefined> {
    hasWords ||= text.trim() !== "";
    for (const piece of hasWords ? piecesOf(text) : []) yield { kind: "words", text: piece };
    for (const { articleId, title } of cited.splice(0)) {
      if (!told.has(articleId)) yield { kind: "source", articleId, title };
      told.add(articleId);
    }
  }

  for await (const piece of pieces) {
    calls.push(piece.toolCalls);
    yield* say(filter.push(piece.text));
  }
  yield* say(filter.end());
  const wish = calls.wish();
  if (wish !== null) yield { kind: wish };
  else if (!hasWords) throw new BotFailure("empty");
}

function answerFilter(passages: readonly Passage[], cited: Passage[]): TextFilter {
  const onCited = (index: number) => cited.push(...passages.slice(index, index + 1));
  return chainFilters([
    createPairFilter(),
    createThinkingFilter(),
    createControlFilter(),
    createCitationFilter(passages.length, onCited),
  ]);
}
