import type { HeldWhy, NumberedFact, SessionFact } from "../model/fact.ts";
import type { Instant } from "../model/instant.ts";
import { type PublicName, publicNameOf } from "../model/member.ts";
import type { Author, Message, Source } from "../model/message.ts";
import type { EndedBy, Holder, SessionClock } from "../model/session.ts";

/** A holder as shown to a customer: a name, never an id. */
export type PublicHolder = { kind: "bot" | "queue" | "nobody" } | { kind: "agent"; name: PublicName };
type PublicAuthor =
  | { kind: "customer" }
  | { kind: "member"; name: PublicName }
  | { kind: "bot"; name: string };

export interface PublicMessage {
  clientId: string;
  author: PublicAuthor;
  text: string;
  sentAt: Instant;
  sources: readonly Pick<Source, "title">[];
  stopped: boolean;
  shortened?: true;
}

/** Why a session changed its holder, reduced to what a customer may know. */
type PublicHeldWhy = "person-asked" | "bot-failed" | "bot-unsure" | "to-bot" | "agent-gone" | "switched";

/** An event between the messages, shown as a separate entry. */
export type PublicNotice =
  | { kind: "joined"; name: PublicName; turnId?: never }
  | { kind: PublicHeldWhy; turnId?: never }
  /** The customer stopped the chatbot before it had produced any text. */
  | { kind: "bot-stopped"; turnId: string };

/** A turn of the chatbot. */
export interface PublicTurn {
  turnId: string;
  startedAt: Instant;
}

/** How a session ended, and the name of the member who ended it, if one did. */
export interface PublicEnd {
  at: Instant;
  by: "idle" | "customer" | "member";
  name: PublicName | null;
}

interface PublicClock {
  expiresAt: Instant;
  warnsAt: Instant;
}

/**
 * A fact as sent to the customer. It is a separate type, so that nothing internal leaks. Its fields have the names of
 * the {@link file://./public-conversation.ts} fields they replace, which keeps the reducer in the widget small.
 */
export type PublicFact =
  | ({ kind: "session-opened"; holder: PublicHolder } & PublicClock)
  | ({ kind: "message-posted"; message: PublicMessage } & PublicClock)
  | { kind: "session-held"; holder: PublicHolder; offered: false; line: PublicNotice | null; at: Instant }
  | ({ kind: "kept-open" } & PublicClock)
  | ({ kind: "bot-turn-started"; turn: PublicTurn; offered: false } & PublicClock)
  | ({ kind: "bot-turn-stopped"; turn: null; line: PublicNotice | null; at: Instant } & PublicClock)
  | ({ kind: "bot-turn-failed"; turn: null } & PublicClock)
  | { kind: "person-offered"; offered: true }
  | { kind: "session-ended"; holder: PublicHolder; turn: null; offered: false; ended: PublicEnd };

/** An item of a customer's stream. `prev` is the number of the item before it; for the first one it is the cursor. */
export interface PublicItem {
  prev: number;
  no: number;
  fact: PublicFact;
}

/** Maps a fact to what its customer receives; `null` if it is not meant for them. */
export function toPublicFact(fact: SessionFact): PublicFact | null {
  switch (fact.kind) {
    case "session-opened": {
      const { holder, clock } = fact.session;
      return { kind: fact.kind, holder: toPublicHolder(holder), ...publicClock(clock) };
    }
    case "message-posted":
      return { kind: fact.kind, message: publicMessage(fact.message), ...publicClock(fact.clock) };
    case "session-held": {
      const { kind, holder, at } = fact;
      return { kind, holder: toPublicHolder(holder), offered: false, line: holderNotice(fact), at };
    }
    case "kept-open":
    // To the customer it is the same: the chat ends at another time.
    case "clock-set-back":
      return { kind: "kept-open", ...publicClock(fact.clock) };
    case "bot-turn-started": {
      const { turnId, startedAt } = fact.turn;
      return { kind: fact.kind, turn: { turnId, startedAt }, offered: false, ...publicClock(fact.clock) };
    }
    case "bot-turn-stopped": {
      const { kind, turnId, why, at, clock } = fact;
      const line: PublicNotice | null = why === "customer" ? { kind: "bot-stopped", turnId } : null;
      return { kind, turn: null, line, at, ...publicClock(clock) };
    }
    case "bot-turn-failed":
      return { kind: fact.kind, turn: null, ...publicClock(fact.clock) };
    case "person-offered":
      return { kind: fact.kind, offered: true };
    case "session-ended": {
      const { kind, at, by } = fact;
      return { kind, holder: { kind: "nobody" }, turn: null, offered: false, ended: toPublicEnd(at, by) };
    }
    case "session-rerouted":
    case "holder-away":
    case "customer-left":
    case "customer-back":
    case "session-attended":
    case "mail-snoozed":
      return null;
  }
  fact satisfies never;
  return null;
}

/** Maps a page of facts to the items its customer receives. */
export function toPublicItems(facts: readonly NumberedFact<SessionFact>[], after: number): PublicItem[] {
  const items: PublicItem[] = [];
  let prev = after;
  for (const { sessionNo, fact } of facts) {
    const shown = toPublicFact(fact);
    if (shown === null || sessionNo === null) continue;
    items.push({ prev, no: sessionNo, fact: shown });
    prev = sessionNo;
  }
  return items;
}

/** Converts a holder to one without ids. */
export function toPublicHolder(holder: Holder): PublicHolder {
  return holder.kind === "agent" ? { kind: "agent", name: publicNameOf(holder) } : { kind: holder.kind };
}

function publicMessage(message: Message): PublicMessage {
  const { clientId, author, text, sentAt, sources, stopped, shortened } = message;
  return {
    clientId,
    author: toPublicAuthor(author),
    text,
    sentAt,
    sources: sources.map(({ title }) => ({ title })),
    stopped,
    ...(shortened && { shortened }),
  };
}

function toPublicAuthor(author: Author): PublicAuthor {
  switch (author.kind) {
    case "customer":
      return { kind: author.kind };
    case "member":
      return { kind: author.kind, name: publicNameOf(author) };
    case "bot":
      return { kind: author.kind, name: author.name };
  }
}

function holderNotice({ why, holder }: Extract<SessionFact, { kind: "session-held" }>): PublicNotice | null {
  switch (holder.kind) {
    case "agent":
      // Who has a letter is of no interest before they write.
      return why.kind === "mail-taken" ? null : { kind: "joined", name: publicNameOf(holder) };
    case "bot":
      return { kind: "to-bot" };
    case "queue":
    case "nobody":
      return queuedNotice(why);
  }
  holder satisfies never;
  return null;
}

function queuedNotice(why: HeldWhy): PublicNotice | null {
  switch (why.kind) {
    case "person-asked":
    case "bot-failed":
    case "bot-unsure":
    case "agent-gone":
      return { kind: why.kind };
    case "bot-asked":
      return { kind: "person-asked" };
    case "switched":
    case "switch-undone":
      return { kind: "switched" };
    case "assigned":
    case "accepted":
    case "took-over":
    case "bot-chosen":
    case "handed-back":
    case "mail-taken":
    case "mail-given-back":
      // None of these leads to the queue.
      return null;
  }
  why satisfies never;
  return null;
}

function publicClock({ expiresAt, warnsAt }: SessionClock): PublicClock {
  return { expiresAt, warnsAt };
}

/** Converts the end of a session to one without ids. */
export function toPublicEnd(at: Instant, by: EndedBy): PublicEnd {
  return { at, by: by.kind, name: by.kind === "member" ? publicNameOf(by) : null };
}
