import type { NumberedFact, SessionFact } from "./fact.ts";
import type { Instant } from "./instant.ts";
import type { Message, Source } from "./message.ts";
import type { EndedBy, Holder, SessionClock } from "./session.ts";

/** Who speaks or holds, as a customer may know it: a name, never an id. */
export type PublicHolder = { kind: "bot" | "queue" | "nobody" } | { kind: "agent"; name: string };
export type PublicAuthor = { kind: "customer" } | { kind: "member" | "bot"; name: string };

export interface PublicMessage {
  clientId: string;
  author: PublicAuthor;
  text: string;
  sentAt: Instant;
  sources: readonly Pick<Source, "title">[];
  stopped: boolean;
}

/** Why a session changed hands, in a customer's terms. */
export type PublicHeldWhy =
  | "joined"
  | "person-asked"
  | "bot-failed"
  | "bot-unsure"
  | "to-bot"
  | "agent-gone"
  | "switched";

/** What a customer may see of their own session. A type of its own, so that nothing internal can slip through. */
export type PublicFact =
  | { kind: "session-opened"; at: Instant; holder: PublicHolder; expiresAt: Instant; warnsAt: Instant }
  | { kind: "message-posted"; message: PublicMessage; expiresAt: Instant; warnsAt: Instant }
  | { kind: "session-held"; holder: PublicHolder; why: PublicHeldWhy; needsPerson: boolean; at: Instant }
  | { kind: "kept-open"; at: Instant; expiresAt: Instant; warnsAt: Instant }
  | { kind: "bot-turn-started"; turnId: string; at: Instant; expiresAt: Instant; warnsAt: Instant }
  | {
      kind: "bot-turn-stopped";
      turnId: string;
      byCustomer: boolean;
      at: Instant;
      expiresAt: Instant;
      warnsAt: Instant;
    }
  | { kind: "bot-turn-failed"; turnId: string; at: Instant; expiresAt: Instant; warnsAt: Instant }
  | { kind: "person-offered"; at: Instant }
  | { kind: "session-ended"; at: Instant; by: "idle" | "customer" | "member"; name: string | null };

/** An item of a customer's stream. `prev` is the number yielded before it on the same subscription, at first the cursor. */
export interface PublicItem {
  prev: number;
  no: number;
  fact: PublicFact;
}

/** What the customer is told of a fact; `null` when it is not for them. */
export function publish(fact: SessionFact): PublicFact | null {
  switch (fact.kind) {
    case "session-opened": {
      const { openedAt, holder, clock } = fact.session;
      return { kind: fact.kind, at: openedAt, holder: publicHolder(holder), ...publicClock(clock) };
    }
    case "message-posted":
      return { kind: fact.kind, message: publicMessage(fact.message), ...publicClock(fact.clock) };
    case "session-held": {
      const { kind, needsPerson, at } = fact;
      return { kind, holder: publicHolder(fact.holder), why: publicWhy(fact), needsPerson, at };
    }
    case "kept-open":
      return { kind: fact.kind, at: fact.at, ...publicClock(fact.clock) };
    case "bot-turn-started": {
      const { turnId, startedAt } = fact.turn;
      return { kind: fact.kind, turnId, at: startedAt, ...publicClock(fact.clock) };
    }
    case "bot-turn-stopped": {
      const { kind, turnId, at } = fact;
      return { kind, turnId, byCustomer: fact.why === "customer", at, ...publicClock(fact.clock) };
    }
    case "bot-turn-failed":
      return { kind: fact.kind, turnId: fact.turnId, at: fact.at, ...publicClock(fact.clock) };
    case "person-offered":
      return { kind: fact.kind, at: fact.at };
    case "session-ended":
      return { kind: fact.kind, at: fact.at, by: fact.by.kind, name: endedByName(fact.by) };
    case "session-rerouted":
    case "holder-away":
    case "session-attended":
      return null;
  }
}

/** The items a customer may see of a page of facts, each with the number yielded before it. */
export function publishPage(facts: readonly NumberedFact<SessionFact>[], after: number): PublicItem[] {
  const items: PublicItem[] = [];
  let prev = after;
  for (const { sessionNo, fact } of facts) {
    const shown = publish(fact);
    if (shown === null || sessionNo === null) continue;
    items.push({ prev, no: sessionNo, fact: shown });
    prev = sessionNo;
  }
  return items;
}

/** A holder without ids. */
function publicHolder(holder: Holder): PublicHolder {
  return holder.kind === "agent" ? { kind: "agent", name: holder.name } : { kind: holder.kind };
}

function publicMessage({ clientId, author, text, sentAt, sources, stopped }: Message): PublicMessage {
  return {
    clientId,
    author: author.kind === "customer" ? { kind: "customer" } : { kind: author.kind, name: author.name },
    text,
    sentAt,
    sources: sources.map(({ title }) => ({ title })),
    stopped,
  };
}

function publicWhy({ why, holder }: Extract<SessionFact, { kind: "session-held" }>): PublicHeldWhy {
  if (holder.kind === "agent") return "joined";
  if (holder.kind === "bot") return "to-bot";
  switch (why.kind) {
    case "person-asked":
    case "bot-failed":
    case "bot-unsure":
    case "agent-gone":
      return why.kind;
    case "bot-asked":
      return "person-asked";
    default:
      return "switched";
  }
}

function publicClock({ expiresAt, warnsAt }: SessionClock) {
  return { expiresAt, warnsAt };
}

function endedByName(by: EndedBy): string | null {
  return by.kind === "member" ? by.name : null;
}
