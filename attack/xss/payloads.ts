import { ENCODED, MUTATING, STYLED, TEMPLATES, TURNED } from "./unusual-payloads.ts";
import { brokenOut, ELEMENTS, FETCHING, LINKS } from "./systematic-payloads.ts";

/** One thing that somebody writes in the hope that it runs, fetches or leads somewhere. */
export interface Payload {
  /** A word of its own that is in the text, by which it is found again where it is shown. */
  mark: string;
  text: string;
}

/** How many the issue asks for. */
export const LEAST = 300;
const DIGITS = 4;

/**
 * Everything we know to write, each once. What runs calls `alert`; what fetches asks `elsewhere`, an address that counts
 * who comes. The mark is appended, so that nothing stands between a text's beginning and what begins there.
 */
export function createPayloads(elsewhere: string): Payload[] {
  const texts = [
    ...ELEMENTS.flatMap(brokenOut),
    ...LINKS,
    ...FETCHING,
    ...MUTATING,
    ...TEMPLATES,
    ...ENCODED,
    ...STYLED,
    ...TURNED,
  ].map((text) => text.replaceAll("ELSEWHERE", elsewhere));
  return [...new Set(texts)].map((text, at) => {
    const mark = `q${String(at).padStart(DIGITS, "0")}q`;
    return { mark, text: `${text} ${mark}` };
  });
}
