import type { Instant } from "./instant.ts";
import type { PublicFact, PublicHeldWhy, PublicHolder, PublicItem, PublicMessage } from "./public-fact.ts";

/** Something that happened between the messages, told in a line of its own. */
export type Line =
  | { kind: "joined"; name: string }
  | { kind: Exclude<PublicHeldWhy, "joined"> }
  /** The customer stopped the chatbot before it had said anything worth keeping. */
  | { kind: "bot-stopped"; turnId: string };

/** What stands in the conversation, in the order of its numbers. */
type Entry =
  | { kind: "message"; no: number; at: Instant; message: PublicMessage }
  | { kind: "line"; no: number; at: Instant; line: Line };

/** One session as its customer sees it. */
export interface Conversation {
  /** The number of the last fact folded in. */
  no: number;
  entries: readonly Entry[];
  holder: PublicHolder;
  /** Somebody has asked for a person, or the chatbot could not go on. */
  needsPerson: boolean;
  /** The chatbot did not know and has just offered a person. */
  offered: boolean;
  /** The chatbot's turn to speak; `null` when it is not its turn. */
  turn: { turnId: string; startedAt: Instant } | null;
  openedAt: Instant;
  expiresAt: Instant;
  warnsAt: Instant;
  ended: { at: Instant; by: "idle" | "customer" | "member"; name: string | null } | null;
}

const nothingYet: Conversation = {
  no: 0,
  entries: [],
  holder: { kind: "nobody" },
  needsPerson: false,
  offered: false,
  turn: null,
  openedAt: 0,
  expiresAt: 0,
  warnsAt: 0,
  ended: null,
};

/** The conversation that these facts, from a session's first on, amount to. */
export function converse(items: readonly PublicItem[]): Conversation {
  return items.reduce(hear, nothingYet);
}

/** The conversation after one more fact. Pure; entries that did not change stay the same objects. */
export function hear(before: Conversation, { no, fact }: PublicItem): Conversation {
  const talk = { ...before, no };
  switch (fact.kind) {
    case "session-opened":
      return { ...talk, ...clock(fact), holder: fact.holder, openedAt: fact.at };
    case "message-posted":
      return hearMessage(talk, no, fact);
    case "session-held":
      return hearHolder(talk, no, fact);
    case "kept-open":
      return { ...talk, ...clock(fact) };
    case "bot-turn-started":
      return {
        ...talk,
        ...clock(fact),
        offered: false,
        turn: { turnId: fact.turnId, startedAt: fact.at },
      };
    case "bot-turn-stopped": {
      const stopped = { ...talk, ...clock(fact), turn: null };
      const line: Line = { kind: "bot-stopped", turnId: fact.turnId };
      return fact.byCustomer ? tell(stopped, { kind: "line", no, at: fact.at, line }) : stopped;
    }
    case "bot-turn-failed":
      return { ...talk, ...clock(fact), turn: null };
    case "person-offered":
      return { ...talk, offered: true };
    case "session-ended":
      return {
        ...talk,
        holder: { kind: "nobody" },
        turn: null,
        offered: false,
        ended: { at: fact.at, by: fact.by, name: fact.name },
      };
  }
}

function hearMessage(
  talk: Conversation,
  no: number,
  fact: Extract<PublicFact, { kind: "message-posted" }>,
): Conversation {
  const { message } = fact;
  const { author, clientId, sentAt, stopped } = message;
  const ours = author.kind !== "customer";
  // What the chatbot had said before it was stopped is kept, and says better than the line that it was stopped.
  const entries = stopped ? talk.entries.filter((entry) => !isStop(entry, clientId)) : talk.entries;
  const answered = author.kind === "bot" && !stopped;
  return tell(
    {
      ...talk,
      ...clock(fact),
      entries,
      offered: talk.offered && ours,
      turn: answered ? null : talk.turn,
    },
    { kind: "message", no, at: sentAt, message },
  );
}

function hearHolder(
  talk: Conversation,
  no: number,
  { holder, why, needsPerson, at }: Extract<PublicFact, { kind: "session-held" }>,
): Conversation {
  const held = { ...talk, holder, needsPerson, offered: false };
  const line: Line | null =
    why !== "joined" ? { kind: why } : holder.kind === "agent" ? { kind: "joined", name: holder.name } : null;
  return line === null ? held : tell(held, { kind: "line", no, at, line });
}

function isStop(entry: Entry, turnId: string): boolean {
  return entry.kind === "line" && entry.line.kind === "bot-stopped" && entry.line.turnId === turnId;
}

function tell(talk: Conversation, entry: Entry): Conversation {
  return { ...talk, entries: [...talk.entries, entry] };
}

function clock({ expiresAt, warnsAt }: { expiresAt: Instant; warnsAt: Instant }) {
  return { expiresAt, warnsAt };
}
