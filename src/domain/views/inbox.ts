import { applyFact } from "../model/apply-fact.ts";
import { type NumberedFact, sessionOf } from "../model/fact.ts";
import type { MemberId, SessionId, CustomerId } from "../model/ids.ts";
import type { Session } from "../model/session.ts";
import type { Customer } from "../model/customer.ts";
import type { Instant } from "../model/instant.ts";

/** A row of the inbox. */
export interface ChatCard {
  session: Session;
  customer: Customer;
  /** The number of the customer's messages that this member has seen. */
  read: number;
}

/** A customer this member has chatted with, newest first. */
interface PastCard extends ChatCard {
  chattedAt: Instant;
}

/** The inbox at one number of the feed: all active and all unattended sessions. */
export interface InboxSnapshot {
  no: number;
  now: Instant;
  cards: readonly ChatCard[];
  members: readonly Colleague[];
}

/** A member as shown to colleagues. */
export interface Colleague {
  id: MemberId;
  name: string;
  available: boolean;
  present: boolean;
}

/** An item of an agent's stream: facts coalesced over a short interval. */
export interface AgentFeedItem {
  prev: number;
  no: number;
  facts: readonly NumberedFact[];
}

export interface PastChatsPage {
  cards: readonly PastCard[];
  /** The cursor of the next page; `null` at the end. */
  next: { at: Instant; customerId: CustomerId } | null;
}

/**
 * Returns the inbox after one more fact. A fact already applied changes nothing, so a page may be replayed.
 *
 * A chat is removed when it has ended and is not unattended.
 */
export function applyFactToInbox(inbox: InboxSnapshot, { no, fact }: NumberedFact): InboxSnapshot {
  if (no <= inbox.no) return inbox;
  if (fact.kind === "session-opened") {
    const card = { session: fact.session, customer: fact.customer, read: 0 };
    return { ...inbox, no, cards: [...inbox.cards.map((shown) => withCustomer(shown, card)), card] };
  }
  if (fact.kind === "erased") {
    return { ...inbox, no, cards: inbox.cards.filter(({ session }) => !fact.sessions.includes(session.id)) };
  }
  const id = sessionOf(fact);
  if (id === null || !("sessionId" in fact)) return { ...inbox, no };

  const cards = inbox.cards
    .map((card) => (card.session.id === id ? { ...card, session: applyFact(card.session, fact) } : card))
    .filter(({ session }) => session.endedAt === null || session.unattended);
  return { ...inbox, no, cards };
}

/** Returns the inbox after this member has seen `count` of the customer's messages. The count never decreases. */
export function markRead(inbox: InboxSnapshot, sessionId: SessionId, count: number): InboxSnapshot {
  const cards = inbox.cards.map((card) =>
    card.session.id === sessionId && card.read < count ? { ...card, read: count } : card,
  );
  return { ...inbox, cards };
}

/** The number of the customer's messages that this member has not seen. */
export function countUnread({ session, read }: Pick<ChatCard, "session" | "read">): number {
  return Math.max(0, session.customerMessages - read);
}

/** Whether this member holds the chat. */
export function isHeldBy({ holder }: Pick<Session, "holder">, memberId: MemberId): boolean {
  return holder.kind === "agent" && holder.memberId === memberId;
}

/** Puts the customer's new name on a card: a returning customer may have typed a different one. */
function withCustomer(shown: ChatCard, { customer }: ChatCard): ChatCard {
  return shown.customer.id === customer.id ? { ...shown, customer } : shown;
}
