import { MESSAGE_MAX_LENGTH } from "../model/message.ts";
import type { RefusalCode } from "../model/refusal.ts";
import { isBlank } from "./is-blank.ts";
import { withoutTurns } from "./without-turns.ts";

/** Controls, except line feed and tab. */
const CONTROLS = /[^\P{Cc}\n\t]/gu;
/** Tags are never drawn, and spell the region of a flag or a text that only machines read. */
const TAGS = /(?<!\u{1F3F4}[\u{E0000}-\u{E007F}]{0,8})[\u{E0000}-\u{E007F}]/gu;

/**
 * Returns the text as it is stored: trimmed, line ends as `\n`, only characters every database can store (no U+0000, no
 * lone surrogates), and nothing that reads as another text than it is.
 *
 * @returns the text, or why it cannot be sent
 */
export function normalizeMessageText(raw: string): { text: string } | { refusal: RefusalCode } {
  const lines = raw.toWellFormed().replaceAll(/\r\n?/g, "\n");
  const text = withoutTurns(lines).replaceAll(CONTROLS, "").replaceAll(TAGS, "").trim();
  if (isBlank(text)) return { refusal: "message-empty" };
  return text.length > MESSAGE_MAX_LENGTH ? { refusal: "message-too-long" } : { text };
}
