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
  entries: readonly Entry[];
  holder: PublicHolder;
  /** The chatbot did not know and has just offered a person. */
  offered: boolean;
  /** The chatbot's turn to speak; `null` when it is not its turn. */
  turn: { turnId: string; startedAt: Instant } | null;
  expiresAt: Instant;
  warnsAt: Instant;
  ended: { at: Instant; by: "idle" | "customer" | "member"; name: string | null } | null;
}

const nothingYet: Conversation = {
  entries: [],
  holder: { kind: "nobody" },
  offered: false,
  turn: null,
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
  const { expiresAt, warnsAt } = "expiresAt" in fact ? fact : before;
  return { ...before, expiresAt, warnsAt, ...changeOf(before, no, fact) };
}

/** What a fact changes besides the clock. */
function changeOf(before: Conversation, no: number, fact: PublicFact): Partial<Conversation> {
  switch (fact.kind) {
    case "session-opened":
      return { holder: fact.holder };
    case "message-posted":
      return messageChange(before, no, fact.message);
    case "session-held": {
      const { holder, why, at } = fact;
      const line: Line = why === "joined" ? { kind: why, name: "name" in holder ? holder.name : "" } : { kind: why };
      return { holder, offered: false, entries: [...before.entries, { kind: "line", no, at, line }] };
    }
    case "kept-open":
      return {};
    case "bot-turn-started":
      return { offered: false, turn: { turnId: fact.turnId, startedAt: fact.at } };
    case "bot-turn-stopped": {
      const line: Line = { kind: "bot-stopped", turnId: fact.turnId };
      const entries = before.entries.concat(fact.byCustomer ? { kind: "line", no, at: fact.at, line } : []);
      return { turn: null, entries };
    }
    case "bot-turn-failed":
      return { turn: null };
    case "person-offered":
      return { offered: true };
    case "session-ended": {
      const { at, by, name } = fact;
      return { holder: { kind: "nobody" }, turn: null, offered: false, ended: { at, by, name } };
    }
  }
}

function messageChange(before: Conversation, no: number, message: PublicMessage): Partial<Conversation> {
  const { author, clientId, sentAt, stopped } = message;
  const answered = author.kind === "bot" && !stopped;
  // What the chatbot had said before it was stopped is kept, and says better than the line that it was stopped.
  const others = before.entries.filter(
    (entry) => !(stopped && entry.kind === "line" && "turnId" in entry.line && entry.line.turnId === clientId),
  );
  return {
    entries: [...others, { kind: "message", no, at: sentAt, message }],
    offered: before.offered && author.kind !== "customer",
    turn: answered ? null : before.turn,
  };
}
