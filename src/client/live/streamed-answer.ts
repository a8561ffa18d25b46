import type { TurnId } from "#domain/model/ids.ts";

/** What the chatbot has said so far in a turn. */
export interface StreamedAnswer {
  turnId: TurnId;
  attempt: number;
  text: string;
}

interface AnswerPiece extends StreamedAnswer {
  /** Where the text begins, in UTF-16 code units. */
  offset: number;
}

/**
 * Adds a piece of the chatbot's answer. A piece heard twice is heard once; one after a gap is left out, for the runner
 * begins again from 0 for whoever asks; another turn or attempt begins anew.
 */
export function addAnswerPiece(
  known: StreamedAnswer | null,
  { turnId, attempt, offset, text }: AnswerPiece,
): StreamedAnswer | null {
  const isSame = known !== null && known.turnId === turnId && known.attempt === attempt;
  if (isSame) {
    const isNews = offset <= known.text.length && offset + text.length > known.text.length;
    return isNews ? { ...known, text: known.text.slice(0, offset) + text } : known;
  }
  const isOld = known !== null && known.turnId === turnId && known.attempt > attempt;
  return isOld || offset > 0 ? known : { turnId, attempt, text };
}
