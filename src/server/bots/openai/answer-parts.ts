import type { AnswerPart, Passage } from "../contract/bot.ts";
import { BotFailure } from "../contract/bot-failure.ts";
import { createModelMarkupFilter } from "../markup/model-markup-filter.ts";
import { createCitationFilter } from "../text/citation-filter.ts";
import { createControlCharacterFilter } from "../text/control-character-filter.ts";
import { createSurrogatePairFilter, textChunksOf } from "../text/text-chunks.ts";
import { type TextFilter, chainFilters } from "../text/text-filter.ts";
import type { CompletionChunk } from "./completion-chunk.ts";
import type { ModelConfig } from "./request-completion.ts";
import { createToolCalls } from "./tool-calls.ts";

/** Converts the chunks of a completion into parts of an answer. */
export class AnswerParts {
  readonly #passages: readonly Passage[];
  readonly #calls = createToolCalls();
  readonly #pairs = createSurrogatePairFilter();
  readonly #markup: TextFilter;
  #words: TextFilter;
  #cited: Passage[] = [];
  #namedArticles = new Set<string>();
  #hasWords = false;
  #restarts = false;

  constructor(passages: readonly Passage[], config: ModelConfig) {
    this.#passages = passages;
    this.#words = this.#wordsFilter();
    const { beginsWithThoughts } = config.habits.of(config);
    const handlers = {
      onRestart: () => (this.#restarts = true),
      onUnmarkedThoughts: (found: boolean) => config.habits.learnThoughts(config, found),
      onCall: this.#calls.pushWritten,
    };
    this.#markup = createModelMarkupFilter(handlers, beginsWithThoughts);
  }

  push({ text, toolCalls }: CompletionChunk): AnswerPart[] {
    this.#calls.push(toolCalls);
    const answer = this.#markup.push(this.#pairs.push(text));
    return [...this.#restart(), ...this.#partsOf(this.#words.push(answer))];
  }

  /** @throws BotFailure `empty` */
  end(): AnswerPart[] {
    const answer = this.#markup.push(this.#pairs.end()) + this.#markup.end();
    const parts = [...this.#restart(), ...this.#partsOf(this.#words.push(answer) + this.#words.end())];
    const requestedAction = this.#calls.requestedAction();
    if (requestedAction !== null) return [...parts, { kind: requestedAction }];
    if (!this.#hasWords) throw new BotFailure("empty");
    return parts;
  }

  /** What was said so far were thoughts. */
  #restart(): AnswerPart[] {
    if (!this.#restarts) return [];
    this.#restarts = false;
    const hadWords = this.#hasWords;
    this.#words = this.#wordsFilter();
    this.#cited = [];
    this.#namedArticles = new Set();
    this.#hasWords = false;
    return hadWords ? [{ kind: "restart" }] : [];
  }

  #wordsFilter(): TextFilter {
    const onCited = (index: number) => this.#cited.push(...this.#passages.slice(index, index + 1));
    return chainFilters([
      createControlCharacterFilter(),
      createCitationFilter(this.#passages.length, onCited),
    ]);
  }

  #partsOf(text: string): AnswerPart[] {
    this.#hasWords ||= text.trim() !== "";
    const words = this.#hasWords ? textChunksOf(text) : [];
    const parts = words.map((piece): AnswerPart => ({ kind: "words", text: piece }));
    for (const { articleId, title } of this.#cited.splice(0)) {
      if (!this.#namedArticles.has(articleId)) parts.push({ kind: "source", articleId, title });
      this.#namedArticles.add(articleId);
    }
    return parts;
  }
}
