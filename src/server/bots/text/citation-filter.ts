import type { TextFilter } from "./text-filter.ts";

/** `[1]`, `[1, 2]`, `[^1]` and `【1†source】`, with the space before; `[1](…)` is a link and stays. */
const MARKER = /[ \t]{0,8}(?:\[\^?([1-9]\d?(?:, ?[1-9]\d?){0,9})\]|【(\d{1,2})(?:†[^】]{0,40})?】)(?!\()/g;
/** The end of a piece that may be the start of a marker, or of a run of backticks. */
const MAYBE_MARKER_OR_CODE = /`+$|[ \t]{0,8}(?:(?:\[\^?[\d, ]{0,40}\]?)|(?:【[^】]{0,44}】?))?$/;

/**
 * Removes citation markers from an answer and reports their numbers, once each. The chat shows sources
 * below the message, where a bare "[1]" would point to nothing. Code is left as it is.
 */
export function createCitationFilter(passages: number, onCited: (index: number) => void): TextFilter {
  const cited = new Set<number>();
  let held = "";
  /** The backticks that opened code; empty outside of it. Only as many close it (CommonMark §6.1). */
  let opened = "";

  function cite(numbers: string): void {
    for (const number of numbers.split(",").map(Number)) {
      if (number < 1 || number > passages || cited.has(number)) continue;
      cited.add(number);
      onCited(number - 1);
    }
  }

  function strip(text: string): string {
    const parts = text.split(/(`+)/);
    return parts
      .map((part) => {
        if (part.startsWith("`")) {
          if (opened === "") opened = part;
          else if (opened.length === part.length) opened = "";
          return part;
        }
        if (opened !== "") return part;
        return part.replace(MARKER, (_all, plain: string | undefined, thick: string | undefined) => {
          cite(plain ?? thick ?? "");
          return "";
        });
      })
      .join("");
  }

  return {
    push(text) {
      if (passages === 0) return text;
      const all = held + text;
      // Backticks at the end may become more, and a marker may be at the end.
      const safe = all.search(MAYBE_MARKER_OR_CODE);
      held = safe === -1 ? "" : all.slice(safe);
      return strip(safe === -1 ? all : all.slice(0, safe));
    },
    end() {
      const rest = strip(held);
      held = "";
      return rest;
    },
  };
}
