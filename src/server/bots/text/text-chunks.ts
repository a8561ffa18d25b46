import type { TextFilter } from "./text-filter.ts";

/** In UTF-16 code units. Each takes at most three bytes in UTF-8, so a chunk is below 4 kB in any language. */
const CHUNK_LENGTH = 1_000;

/** Splits a text into small pieces, never through a surrogate pair. */
export function textChunksOf(text: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = safeEnd(text, at + CHUNK_LENGTH);
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces;
}

/** Cuts a text to at most `length` code units, without half a surrogate pair at the end. */
export function cutText(text: string, length: number): string {
  return text.slice(0, safeEnd(text, length));
}

/** Joins surrogate pairs that a server split, and replaces a half without its other half by `U+FFFD`. */
export function createSurrogatePairFilter(): TextFilter {
  let highSurrogate = "";
  return {
    push(text) {
      const all = highSurrogate + text;
      highSurrogate = /[\uD800-\uDBFF]$/.exec(all)?.[0] ?? "";
      return (highSurrogate === "" ? all : all.slice(0, -1)).toWellFormed();
    },
    end() {
      const rest = highSurrogate.toWellFormed();
      highSurrogate = "";
      return rest;
    },
  };
}

function safeEnd(text: string, end: number): number {
  if (end >= text.length) return text.length;
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text.slice(end - 1, end + 1)) ? end - 1 : end;
}
