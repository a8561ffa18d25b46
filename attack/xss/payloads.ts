import { ENCODED, MUTATING, STYLED, TEMPLATES, MISLEADING } from "./unusual-payloads.ts";
import { brokenOut, ELEMENTS, FETCHING, LINKS } from "./systematic-payloads.ts";

/** A hostile text that tries to run code, make a request, or create a link. */
export interface Payload {
  /** A unique word in the text, used to find it where it is shown. */
  mark: string;
  text: string;
}

/** The minimum number of payloads. */
export const LEAST = 300;
const DIGITS = 4;

/**
 * Creates all known payloads, each once. Those that run code call `alert`; those that make requests use `elsewhere`,
 * an address that counts connections. The mark is appended, so that the payload stays at the beginning of the text.
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
