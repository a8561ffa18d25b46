import type { AnswerPart, Bot } from "./contract/bot.ts";
import { createControlCharacterFilter } from "./text/control-character-filter.ts";
import { createSurrogatePairFilter, textChunksOf } from "./text/text-chunks.ts";
import { chainFilters, type TextFilter } from "./text/text-filter.ts";

/**
 * Makes sure that a bot's words can be stored in every database and hide nothing from their reader: no control
 * characters, no half surrogate pairs, in pieces of at most 4 kB.
 */
export function cleanWords(bot: Bot): Bot {
  return async function* (question, signal) {
    let filter = newFilter();
    for await (const part of bot(question, signal)) {
      if (part.kind === "words") yield* wordsOf(filter.push(part.text));
      else {
        yield* wordsOf(filter.end());
        if (part.kind === "restart") filter = newFilter();
        yield part;
      }
    }
    yield* wordsOf(filter.end());
  };
}

function newFilter(): TextFilter {
  return chainFilters([createSurrogatePairFilter(), createControlCharacterFilter()]);
}

function wordsOf(text: string): AnswerPart[] {
  return textChunksOf(text).map((piece) => ({ kind: "words", text: piece }));
}
