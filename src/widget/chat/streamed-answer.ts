import type { PublicEphemeralEvent } from "#domain/model/ephemeral-event.ts";

/** What the chatbot has said so far of an answer that is not finished. */
export interface StreamedAnswer {
  turnId: string;
  attempt: number;
  text: string;
}

/**
 * The words after one more whisper. A later attempt or another turn starts anew.
 *
 * @returns `null` when words before these were missed: they must be asked for again from the first
 */
export function appendToStreamedAnswer(
  before: StreamedAnswer | null,
  { turnId, attempt, offset, text }: Extract<PublicEphemeralEvent, { kind: "bot-words" }>,
): StreamedAnswer | null {
  const same = before?.turnId === turnId;
  if (same && before.attempt > attempt) return before;
  const textSoFar = same && before.attempt === attempt ? before.text : "";
  if (offset > textSoFar.length) return null;
  // Said again from the first for somebody who came late.
  if (same && offset + text.length <= textSoFar.length) return before;
  return { turnId, attempt, text: textSoFar.slice(0, offset) + text };
}
