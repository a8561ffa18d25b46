import type { Instant } from "../model/instant.ts";
import type {
  PublicNotice,
  PublicEnd,
  PublicHolder,
  PublicItem,
  PublicMessage,
  PublicTurn,
} from "./public-fact.ts";

/** An entry of the conversation, in the order of `no`. */
export type PublicEntry =
  | { kind: "message"; no: number; at: Instant; message: PublicMessage }
  | { kind: "line"; no: number; at: Instant; line: PublicNotice };

/** One session as its customer sees it. */
export interface PublicConversation {
  entries: readonly PublicEntry[];
  holder: PublicHolder;
  /** Whether the chatbot did not know the answer and has just offered a person. */
  offered: boolean;
  /** `null` when it is not the chatbot's turn. */
  turn: PublicTurn | null;
  expiresAt: Instant;
  warnsAt: Instant;
  ended: PublicEnd | null;
}

const emptyConversation: PublicConversation = {
  entries: [],
  holder: { kind: "nobody" },
  offered: false,
  turn: null,
  expiresAt: 0,
  warnsAt: 0,
  ended: null,
};

/**
 * All kinds of facts this build knows; a test asks for a new one. A newer server may send others, which are ignored.
 */
const KNOWN_KINDS =
  /^(session-(opened|held|ended)|message-posted|kept-open|bot-turn-(started|stopped|failed)|person-offered)$/;

/** Builds the conversation from a session's facts, starting with the first. */
export function buildConversation(items: readonly PublicItem[]): PublicConversation {
  return applyPublicFacts(emptyConversation, items);
}

/** Returns the conversation after one more fact. Entries that did not change stay the same objects. */
export function applyPublicFact(before: PublicConversation, item: PublicItem): PublicConversation {
  return KNOWN_KINDS.test(item.fact.kind) ? applyPublicFacts(before, [item]) : before;
}

/** Returns the conversation after several facts. The entries are copied once, so that the work is linear. */
function applyPublicFacts(before: PublicConversation, items: readonly PublicItem[]): PublicConversation {
  const talk = { ...before };
  const entries = [...before.entries];
  for (const { no, fact } of items) {
    if (!KNOWN_KINDS.test(fact.kind)) continue;
    // The fields of a fact have the names of the fields they replace, and additional fields do no harm.
    Object.assign(talk, fact);
    if (fact.kind === "message-posted") {
      const { message } = fact;
      const { author, sentAt, stopped } = message;
      entries.push({ kind: "message", no, at: sentAt, message });
      if (author.kind === "customer") talk.offered = false;
      if (author.kind === "bot" && !stopped) talk.turn = null;
    } else if ("line" in fact && fact.line) entries.push({ kind: "line", no, at: fact.at, line: fact.line });
  }
  return { ...talk, entries: withoutReplacedNotices(entries) };
}

/** Leaves out each notice of a stopped answer that is itself among the entries, and so says that it was stopped. */
function withoutReplacedNotices(entries: readonly PublicEntry[]): PublicEntry[] {
  const stopped = new Set<string | boolean | undefined>(
    entries.map((entry) => entry.kind === "message" && entry.message.stopped && entry.message.clientId),
  );
  return entries.filter((entry) => entry.kind !== "line" || !stopped.has(entry.line.turnId));
}
