import type { TurnId } from "#domain/model/ids.ts";

/** The text a bot has streamed so far in a turn. */
export interface StreamedAnswer {
  turnId: TurnId;
  attempt: number;
  text: string;
}

interface AnswerPiece extends StreamedAnswer {
  /** The position of the text in the answer, in UTF-16 code units. */
  offset: number;
}

/**
 * Adds a piece of a bot's answer. Duplicates are ignored. A piece after a gap is skipped, because the runner sends
 * the text from 0 to new subscribers. A different turn or a later attempt starts over.
 */
export function addAnswerPiece(
  previous: StreamedAnswer | null,
  { turnId, attempt, offset, text }: AnswerPiece,
): StreamedAnswer | null {
  const isSame = previous !== null && previous.turnId === turnId && previous.attempt === attempt;
  if (isSame) {
    const isNew = offset <= previous.text.length && offset + text.length > previous.text.length;
    return isNew ? { ...previous, text: previous.text.slice(0, offset) + text } : previous;
  }
  const isOld = previous !== null && previous.turnId === turnId && previous.attempt > attempt;
  return isOld || offset > 0 ? previous : { turnId, attempt, text };
}
