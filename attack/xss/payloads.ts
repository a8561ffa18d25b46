import { ENCODED, MUTATING, STYLED, TEMPLATES, MISLEADING } from "./unusual-payloads.ts";
import { brokenOut, ELEMENTS, FETCHING, LINKS } from "./systematic-payloads.ts";

/** A hostile text, which tries to run, fetch or link to something. */
export interface Payload {
  /** A unique word in the text, by which it is found where it is shown. */
  mark: string;
  text: string;
}

/** How many there must be at least. */
export const LEAST = 300;
const DIGITS = 4;

/**
 * All known payloads, each once. What runs calls `alert`; what fetches requests `elsewhere`, an address that counts
 * connections. The mark is appended, so that the payload stays at the beginning of the text.
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
    ...MISLEADING,
  ].map((text) => text.replaceAll("ELSEWHERE", elsewhere));
  return [...new Set(texts)].map((text, at) => {
    const mark = `q${String(at).padStart(DIGITS, "0")}q`;
    return { mark, text: `${text} ${mark}` };
  });
}
