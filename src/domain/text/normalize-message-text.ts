import { MESSAGE_MAX_LENGTH } from "../model/message.ts";
import type { RefusalCode } from "../model/refusal.ts";

/**
 * The text as it is stored: trimmed, line ends as `\n`, and only characters every database can store (no U+0000, no
 * lone surrogates).
 *
 * @returns the text, or why it cannot be sent
 */
export function normalizeMessageText(raw: string): { text: string } | { refusal: RefusalCode } {
  const text = raw.toWellFormed().replaceAll("\0", "").replaceAll(/\r\n?/g, "\n").trim();
  if (text === "") return { refusal: "message-empty" };
  return text.length > MESSAGE_MAX_LENGTH ? { refusal: "message-too-long" } : { text };
}
