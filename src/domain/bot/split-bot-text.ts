import type { EphemeralEvent } from "../model/ephemeral-event.ts";

type BotWords = Extract<EphemeralEvent, { kind: "bot-words" }>;

/** The longest piece of a bot's words, in UTF-16 code units: at most 3 bytes each, they fit what machines send. */
const PIECE_LENGTH = 1_300;

/** Words cut into pieces that fit everywhere, in order; each says where it begins. No character is cut in two. */
export function splitBotText(words: BotWords, length = PIECE_LENGTH): BotWords[] {
  const pieces: BotWords[] = [];
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
