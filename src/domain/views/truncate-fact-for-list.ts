import type { NumberedFact } from "../model/fact.ts";
import { PREVIEW_LENGTH } from "../model/session.ts";

/** Prepares a fact for a list: a long message is truncated and the entry marked with `cut`. */
export function truncateFactForList(entry: NumberedFact): NumberedFact & { cut?: true } {
  const { fact } = entry;
  if (fact.kind !== "message-posted" || fact.message.text.length <= PREVIEW_LENGTH) return entry;
  const message = { ...fact.message, text: fact.message.text.slice(0, PREVIEW_LENGTH) };
  return { ...entry, fact: { ...fact, message }, cut: true };
}
