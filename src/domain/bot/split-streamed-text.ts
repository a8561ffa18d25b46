import type { EphemeralEvent } from "../model/ephemeral-event.ts";

type BotText = Extract<EphemeralEvent, { kind: "bot-words" }>;

/**
 * The longest piece of a bot's text, in UTF-16 code units of at most 3 bytes each, which fits a notice between
 * instances.
 */
const PIECE_LENGTH = 1_300;

/** Splits bot text into pieces of at most `length`, each with its offset. Surrogate pairs are not split. */
export function splitStreamedText(words: BotText, length = PIECE_LENGTH): BotText[] {
  const pieces: BotText[] = [];
  let at = 0;
  while (at < words.text.length) {
    let end = Math.min(at + length, words.text.length);
    if (end < words.text.length && isHighSurrogate(words.text.charCodeAt(end - 1))) end -= 1;
    pieces.push({ ...words, offset: words.offset + at, text: words.text.slice(at, end) });
    at = end;
  }
  return pieces;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
