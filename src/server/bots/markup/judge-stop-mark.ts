import { NEXT_TURN, STOP_MARK } from "./thought-marks.ts";
import { OPEN, type Verdict } from "./verdict.ts";

const LOOK_AHEAD = 20;
/** Around a mark in the middle of a sentence. */
const BEFORE_QUOTED = /[ "'(„“«‘]/;
const AFTER_QUOTED = /^[ \t]*[\p{Ll}\p{N}.,;:!?)"'”’»]/u;

/**
 * Judges a text that begins with a bracket: whether the mark of a chat template at its beginning ends the answer, or its
 * turn. A mark in a sentence is being talked about.
 *
 * @param lastSign - the character before the text
 * @returns `null` if no such mark begins there; `isOver` if what follows is a turn that the model invents
 */
export function judgeStopMark(
  text: string,
  lastSign: string,
  isEnd: boolean,
): { verdict: Verdict; isOver: boolean } | null {
  const [turn] = NEXT_TURN.exec(text) ?? [];
  const mark = turn ?? STOP_MARK.exec(text)?.[0];
  if (mark === undefined) return null;
  const after = text.slice(mark.length);
  if (isAheadOpen(after, isEnd) && BEFORE_QUOTED.test(lastSign)) return { verdict: OPEN, isOver: false };
  if (isInSentence(lastSign, after)) return { verdict: { kind: "text", length: mark.length }, isOver: false };
  const isOver = turn !== undefined;
  return { verdict: { kind: "call", length: isOver ? text.length : mark.length, action: null }, isOver };
}

/** Whether it cannot be told yet what follows a mark. */
export function isAheadOpen(after: string, isEnd: boolean): boolean {
  return !isEnd && after.length < LOOK_AHEAD && after.trim() === "";
}

/** Whether a mark between the two stands in a sentence. */
export function isInSentence(lastSign: string, after: string): boolean {
  return BEFORE_QUOTED.test(lastSign) && AFTER_QUOTED.test(after);
}
