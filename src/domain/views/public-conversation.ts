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

/** What stands in the conversation, in the order of its numbers. */
type Entry =
  | { kind: "message"; no: number; at: Instant; message: PublicMessage }
  | { kind: "line"; no: number; at: Instant; line: PublicNotice };

/** One session as its customer sees it. */
export interface PublicConversation {
  entries: readonly Entry[];
  holder: PublicHolder;
  /** The chatbot did not know and has just offered a person. */
  offered: boolean;
  /** `null` when it is not the chatbot's turn. */
  turn: PublicTurn | null;
  expiresAt: Instant;
  warnsAt: Instant;
  ended: PublicEnd | null;
}

const nothingYet: PublicConversation = {
  entries: [],
  holder: { kind: "nobody" },
  offered: false,
  turn: null,
  expiresAt: 0,
  warnsAt: 0,
  ended: null,
};

/** The conversation that these facts, from a session's first on, amount to. */
export function buildConversation(items: readonly PublicItem[]): PublicConversation {
  return items.reduce(applyPublicFact, nothingYet);
}

/** A newer server may tell of kinds that the browser's page knows nothing of: they change nothing. */
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

/** The conversation after one more fact. Pure; entries that did not change stay the same objects. */
export function applyPublicFact(before: PublicConversation, { no, fact }: PublicItem): PublicConversation {
  if (!KNOWN_KINDS[fact.kind]) return before;
  // A fact names what it changes as it is named here; what else it says does no harm.
  const talk = { ...before, ...fact };
  if (fact.kind === "message-posted") return hearMessage(talk, no, fact.message);
  if (!("line" in fact) || !fact.line) return talk;
  const { at, line } = fact;
  return { ...talk, entries: [...before.entries, { kind: "line", no, at, line }] };
}

function hearMessage(talk: PublicConversation, no: number, message: PublicMessage): PublicConversation {
  const { author, clientId, sentAt, stopped } = message;
  // What the chatbot had said before it was stopped is kept, and says better than the line that it was stopped.
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
