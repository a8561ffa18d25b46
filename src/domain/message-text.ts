import { MESSAGE_MAX_LENGTH } from "./message.ts";
import type { RefusalCode } from "./refusal.ts";

/**
 * The text as it will be kept: without blank edges, line ends as `\n`.
 *
 * @returns the text, or why it cannot be sent
 */
export function readText(raw: string): { text: string } | { refusal: RefusalCode } {
  const text = raw.replaceAll(/\r\n?/g, "\n").trim();
  if (text === "") return { refusal: "message-empty" };
  return text.length > MESSAGE_MAX_LENGTH ? { refusal: "message-too-long" } : { text };
}
