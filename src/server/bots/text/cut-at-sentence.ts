import { MarkdownCodeTracker } from "./markdown-code-tracker.ts";
import { cutText } from "./text-chunks.ts";

const SENTENCES = new Intl.Segmenter("und", { granularity: "sentence" });
const WORDS = new Intl.Segmenter("und", { granularity: "word" });
const GRAPHEMES = new Intl.Segmenter("und", { granularity: "grapheme" });

/** The end of a sentence in any script (Unicode's `Sentence_Terminal`) with what may close it, or the end of a line. */
const SENTENCE_END = /(?:[\p{Sentence_Terminal}…][\p{Pe}\p{Pf}"'*_]*\s*|\n\s*)$/u;
/** “1.” at the beginning of a line is a number. */
const LIST_NUMBER = /(?:^|\n)[ \t]*[\p{N}\p{L}]{1,3}[.)][ \t]*$/u;

/**
 * At most `length` UTF-16 code units of a text, cut after a sentence, else after a word, else after a character as readers
 * see it (UAX #29). Inside of a code block it is cut after a line.
 *
 * @param code - where in a Markdown text the beginning of `text` is
 */
export function cutAtSentence(text: string, length: number, code = new MarkdownCodeTracker()): string {
  const start = cutText(text, length);
  const sentences = endsOf(SENTENCES, start).filter(
    (end) => isSentenceEnd(start.slice(0, end)) && !isInsideOfAddress(text, end),
  );
  const best = longestOutsideCode(start, sentences, code) ?? lastOf(sentences);
  if (best !== null) return start.slice(0, best).trimEnd();
  // The last word or character may go on behind the cut, and not every end of a word is one of a character.
  const characters = new Set(endsOf(GRAPHEMES, start).filter((end) => end < start.length));
  const ends = [endsOf(WORDS, start).filter((end) => characters.has(end)), [...characters]];
  const [end = 0] = ends.flatMap((all) => all.slice(-1));
  return start.slice(0, end).trimEnd();
}

function endsOf(segmenter: Intl.Segmenter, text: string): number[] {
  return Array.from(segmenter.segment(text), ({ index, segment }) => index + segment.length);
}

function isSentenceEnd(text: string): boolean {
  return SENTENCE_END.test(text.slice(-TAIL_LENGTH)) && !LIST_NUMBER.test(text.slice(-TAIL_LENGTH));
}

/** A web address goes on behind its question mark. */
function isInsideOfAddress(text: string, end: number): boolean {
  return /^[\w%&=/#-]/.test(text.slice(end)) && /[?!.]$/.test(text.slice(0, end));
}

/** Long enough for the end of a sentence and what closes it. */
const TAIL_LENGTH = 40;

/** In a block any line will do; inline code must not be torn apart. */
function longestOutsideCode(text: string, ends: readonly number[], code: MarkdownCodeTracker): number | null {
  const tracker = code.copy();
  let read = 0;
  let best: number | null = null;
  for (const end of ends) {
    tracker.push(text.slice(read, end));
    read = end;
    const ahead = tracker.copy();
    ahead.settle();
    const isLineEnd = text.slice(0, end).endsWith("\n");
    if (ahead.openFence === null ? !ahead.isInCode : isLineEnd) best = end;
  }
  return best;
}

function lastOf(ends: readonly number[]): number | null {
  return ends.at(-1) ?? null;
}
