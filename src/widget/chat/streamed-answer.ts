import type { PublicWhisper } from "#domain/model/ephemeral-event.ts";

/** What the chatbot has said so far of an answer that is not finished. */
export interface BotWords {
  turnId: string;
  attempt: number;
  text: string;
}

/**
 * The words after one more whisper. A later attempt or another turn starts anew.
 *
 * @returns `null` when words before these were missed: they must be asked for again from the first
 */
export function hearWords(
  before: BotWords | null,
  { turnId, attempt, offset, text }: Extract<PublicWhisper, { kind: "bot-words" }>,
): BotWords | null {
  const same = before?.turnId === turnId;
  if (same && before.attempt > attempt) return before;
  const known = same && before.attempt === attempt ? before.text : "";
  if (offset > known.length) return null;
  // Said again from the first for somebody who came late.
  if (same && offset + text.length <= known.length) return before;
  return { turnId, attempt, text: known.slice(0, offset) + text };
}
