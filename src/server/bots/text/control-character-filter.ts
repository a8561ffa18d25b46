import type { TextFilter } from "./text-filter.ts";

const ESCAPE = "\u001B";
const CSI = "\u009B";
const OSC = "\u009D";
const BELL = "\u0007";
const STRING_END = "\u009C";
const KEPT: ReadonlySet<string> = new Set(["\n", "\t"]);
const PARAMETERS_UP_TO = "?";

type Place = "text" | "escape" | "sequence" | "string" | "string-escape";

/**
 * Removes what is not text: terminal sequences, control characters except line feed and tab, characters that change the
 * writing direction, and invisible tag characters that hide text from the reader.
 */
export function createControlCharacterFilter(): TextFilter {
  let place: Place = "text";
  return {
    push(text) {
      let kept = "";
      for (const sign of text) {
        if (place === "text" && isReadable(sign)) kept += sign;
        place = next(place, sign);
      }
      return kept;
    },
    end: () => "",
  };
}

/** ECMA-48 §5.4 and §8.3.89, as far as needed to find where a sequence ends. */
function next(place: Place, sign: string): Place {
  switch (place) {
    case "text":
      return opening(sign);
    case "escape":
      if (sign === "[") return "sequence";
      return sign === "]" ? "string" : "text";
    case "sequence":
      if (sign === "\n") return "text";
      return sign <= PARAMETERS_UP_TO ? "sequence" : "text";
    case "string":
      if (sign === BELL || sign === STRING_END || sign === "\n") return "text";
      return sign === ESCAPE ? "string-escape" : "string";
    case "string-escape":
      return "text";
  }
}

function opening(sign: string): Place {
  if (sign === ESCAPE) return "escape";
  if (sign === CSI) return "sequence";
  return sign === OSC ? "string" : "text";
}

function isReadable(sign: string): boolean {
  return KEPT.has(sign) || !/[\p{Cc}\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]/u.test(sign);
}
