import type { PublicEphemeralEvent } from "#domain/model/ephemeral-event.ts";

/** The text so far of a bot answer that is not finished. */
export interface StreamedAnswer {
  turnId: string;
  attempt: number;
  text: string;
}

/**
 * The answer after one more piece. A later attempt or another turn starts over.
 *
 * @returns `null` if a piece before this one was missed: the answer must be requested again from the beginning
 */
export function appendToStreamedAnswer(
  before: StreamedAnswer | null,
  { turnId, attempt, offset, text }: Extract<PublicEphemeralEvent, { kind: "bot-words" }>,
): StreamedAnswer | null {
  const isSameTurn = before?.turnId === turnId;
  if (isSameTurn && before.attempt > attempt) return before;
  const textSoFar = isSameTurn && before.attempt === attempt ? before.text : "";
  if (offset > textSoFar.length) return null;
  // This piece is repeated from the beginning for another subscriber that joined late.
  if (isSameTurn && offset + text.length <= textSoFar.length) return before;
  return { turnId, attempt, text: textSoFar.slice(0, offset) + text };
}
