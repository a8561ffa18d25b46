import type { Instant } from "../model/instant.ts";
import type {
  PublicFact,
  PublicNotice,
  PublicEnd,
  PublicHolder,
  PublicItem,
  PublicMessage,
  PublicTurn,
} from "./public-fact.ts";

/** An entry of the conversation, in the order of `no`. */
type Entry =
  | { kind: "message"; no: number; at: Instant; message: PublicMessage }
  | { kind: "line"; no: number; at: Instant; line: PublicNotice };

/** One session as its customer sees it. */
export interface PublicConversation {
  entries: readonly Entry[];
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

/** Builds the conversation from a session's facts, starting with the first. */
export function buildConversation(items: readonly PublicItem[]): PublicConversation {
  return items.reduce(applyPublicFact, emptyConversation);
}

/** All kinds of facts this build knows. A newer server may send others, which are ignored. */
const KNOWN_KINDS: Readonly<Record<PublicFact["kind"], 1>> = {
  "session-opened": 1,
  "message-posted": 1,
  "session-held": 1,
  "kept-open": 1,
  "bot-turn-started": 1,
  "bot-turn-stopped": 1,
  "bot-turn-failed": 1,
  "person-offered": 1,
  "session-ended": 1,
};

/** Returns the conversation after one more fact. Entries that did not change stay the same objects. */
export function applyPublicFact(before: PublicConversation, { no, fact }: PublicItem): PublicConversation {
  if (!KNOWN_KINDS[fact.kind]) return before;
  // The fields of a fact have the names of the fields they replace, and additional fields do no harm.
  const talk = { ...before, ...fact };
  if (fact.kind === "message-posted") return addMessage(talk, no, fact.message);
  if (!("line" in fact) || !fact.line) return talk;
  const { at, line } = fact;
  return { ...talk, entries: [...before.entries, { kind: "line", no, at, line }] };
}

function addMessage(talk: PublicConversation, no: number, message: PublicMessage): PublicConversation {
  const { author, clientId, sentAt, stopped } = message;
  // The stopped answer replaces the notice that it was stopped.
  const others = talk.entries.filter(
    (entry) =>
      !stopped || entry.kind === "message" || !("turnId" in entry.line) || entry.line.turnId !== clientId,
  );
  return {
    ...talk,
    entries: [...others, { kind: "message", no, at: sentAt, message }],
    offered: talk.offered && author.kind !== "customer",
    turn: author.kind === "bot" && !stopped ? null : talk.turn,
  };
}
