import type { AnswerPart, Bot } from "./contract/bot.ts";
import { cutAtSentence } from "./text/cut-at-sentence.ts";
import { MarkdownCodeTracker } from "./text/markdown-code-tracker.ts";
import { textChunksOf } from "./text/text-chunks.ts";

/** In UTF-16 code units; a longer answer is shortened. */
export const ANSWER_MAX_LENGTH = 8_000;
/** The last of them are held back until it is known where the answer can be cut: nothing said is taken back. */
const HELD_LENGTH = 1_000;
/** Room for the end of a code block. */
const FENCE_LENGTH = 40;

/** A bot whose answers are cut after a sentence when they are longer than {@link ANSWER_MAX_LENGTH}. */
export function enforceAnswerLimit(bot: Bot): Bot {
  return async function* (question, signal) {
    let answer = new BoundedAnswer();
    for await (const part of bot(question, signal)) {
      if (part.kind === "words") {
        yield* wordsOf(answer.push(part.text));
        if (!answer.isOver) continue;
        yield* wordsOf(answer.cut());
        return yield { kind: "shortened" };
      }
      if (part.kind === "restart") answer = new BoundedAnswer();
      else yield* wordsOf(answer.end());
      yield part;
    }
    yield* wordsOf(answer.end());
  };
}

function* wordsOf(text: string): Generator<AnswerPart, undefined> {
  for (const piece of textChunksOf(text)) yield { kind: "words", text: piece };
}

class BoundedAnswer {
  readonly #code = new MarkdownCodeTracker();
  #length = 0;
  #held = "";

  get isOver(): boolean {
    return this.#length + this.#held.length > ANSWER_MAX_LENGTH;
  }

  /** What can be said now. */
  push(text: string): string {
    this.#held += text;
    const room = ANSWER_MAX_LENGTH - HELD_LENGTH - this.#length;
    // Once something is held back, all the rest is.
    return room < this.#held.length ? "" : this.end();
  }

  /** What was held back, at the end of the answer. */
  end(): string {
    const text = this.#held;
    this.#held = "";
    this.#length += text.length;
    this.#code.push(text);
    return text;
  }

  /** What was held back, up to where it can be cut, with the end of an open code block. */
  cut(): string {
    const cut = cutAtSentence(this.#held, ANSWER_MAX_LENGTH - FENCE_LENGTH - this.#length, this.#code);
    this.#code.push(cut);
    this.#code.settle();
    const fence = this.#code.openFence;
    return fence === null ? cut : `${cut}\n${fence.slice(0, FENCE_LENGTH - 1)}`;
  }
}
