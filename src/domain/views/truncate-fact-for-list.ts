import type { NumberedFact } from "../model/fact.ts";
import { cutText } from "../model/cut-text.ts";
import { PREVIEW_LENGTH } from "../model/session.ts";

/** Prepares a fact for a list: a long message is truncated and the entry marked with `cut`. */
export function truncateFactForList(entry: NumberedFact): NumberedFact & { cut?: true } {
  const { fact } = entry;
  switch (fact.kind) {
    case "message-posted": {
      if (fact.message.text.length <= PREVIEW_LENGTH) return entry;
      const message = { ...fact.message, text: cutText(fact.message.text, PREVIEW_LENGTH) };
      return { ...entry, fact: { ...fact, message }, cut: true };
    }
    // These hold no long text.
    case "session-opened":
    case "session-held":
    case "session-rerouted":
    case "holder-away":
    case "kept-open":
    case "clock-set-back":
    case "bot-turn-started":
    case "bot-turn-stopped":
    case "bot-turn-failed":
    case "person-offered":
    case "customer-left":
    case "customer-back":
    case "session-ended":
    case "session-attended":
    case "mail-snoozed":
    case "settings-changed":
    case "members-changed":
    case "articles-changed":
    case "erased":
    case "organization-erased":
      return entry;
  }
  fact satisfies never;
  return entry;
}
