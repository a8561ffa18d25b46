import type { NumberedFact } from "../model/fact.ts";
import { PREVIEW_LENGTH } from "../model/session.ts";

/** The fact as a list needs it: long words are cut, which `cut` on the entry tells. */
export function truncateForList(entry: NumberedFact): NumberedFact & { cut?: true } {
  const { fact } = entry;
  if (fact.kind !== "message-posted" || fact.message.text.length <= PREVIEW_LENGTH) return entry;
  const message = { ...fact.message, text: fact.message.text.slice(0, PREVIEW_LENGTH) };
  return { ...entry, fact: { ...fact, message }, cut: true };
}
