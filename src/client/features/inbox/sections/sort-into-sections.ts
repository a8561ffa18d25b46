import { compareQueuePlace } from "#domain/routing/queue-order.ts";
import { isHeldBy, countUnread, type ChatCard } from "#domain/views/inbox.ts";
import type { MemberId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Holder } from "#domain/model/session.ts";

/** The sections from top to bottom. A customer is in exactly one of them. */
export const SECTIONS = ["waiting", "chatting", "unassigned", "bot", "past"] as const;
export type SectionName = (typeof SECTIONS)[number];

export type Sections = Readonly<Record<SectionName, readonly ChatCard[]>>;

interface Reader {
  memberId: MemberId;
  /** Whose live chats to show. */
  show: "mine" | "everyone";
}

/**
 * Sorts chats into sections. “Waiting” is in queue order. “Chatting with” is sorted by when the chat was taken, which
 * never changes. “Unassigned” has the longest unattended first. “Chatbot” and “Has chatted with” are sorted by last
 * activity.
 *
 * @param cards - all active and unattended chats
 * @param past - customers this member has chatted with, by their newest session
 */
export function sortIntoSections(
  cards: readonly ChatCard[],
  past: readonly ChatCard[],
  { memberId, show }: Reader,
): Sections {
  const filterCards = (belongs: (card: ChatCard) => boolean) => cards.filter(belongs);
  const active = filterCards(({ session }) => session.endedAt === null);
  const shown = {
    waiting: active.filter(isIn("waiting")).toSorted((a, b) => compareQueuePlace(a.session, b.session)),
    chatting: active
      .filter(isIn("chatting"))
      .filter(({ session }) => show === "everyone" || isHeldBy(session, memberId))
      .toSorted((a, b) => (a.session.heldAt ?? 0) - (b.session.heldAt ?? 0) || byId(a, b)),
    unassigned: filterCards(({ session }) => session.endedAt !== null).toSorted(
      (a, b) => waitingSince(a) - waitingSince(b) || byId(a, b),
    ),
    bot: active.filter(isIn("bot")).toSorted(byActivity),
  };
  const elsewhere = new Set(Object.values(shown).flatMap((list) => list.map(({ customer }) => customer.id)));
  const live = new Map(active.map((card) => [card.customer.id, card]));
  const mine = past
    .filter(({ customer }) => !elsewhere.has(customer.id))
    .map((card) => live.get(card.customer.id) ?? card);
  return { ...shown, past: mine };
}

/** Returns a filter for the active chats of a section. */
function isIn(section: SectionName): (card: ChatCard) => boolean {
  return ({ session }) => sectionOfHolder(session.holder) === section;
}

function sectionOfHolder(holder: Holder): SectionName | null {
  switch (holder.kind) {
    case "queue":
      return "waiting";
    case "agent":
      return "chatting";
    case "bot":
      return "bot";
    case "nobody":
      return null;
  }
  holder satisfies never;
  return null;
}

/** The time since which a customer has been waiting: in the queue, or for a reply from the chat's holder. */
export function waitingSince({ session }: ChatCard): Instant {
  return session.queuedAt ?? session.awaitingSince ?? session.endedAt ?? session.openedAt;
}

/** The time of the last activity. */
export function activeAt({ session }: ChatCard): Instant {
  return session.endedAt ?? session.lastWords?.at ?? session.openedAt;
}

/** The number of unread messages to show on a chat; 0 for past chats. */
export function unreadInSection(name: SectionName, card: ChatCard): number {
  return name === "past" ? 0 : countUnread(card);
}

function byActivity(a: ChatCard, b: ChatCard): number {
  return activeAt(b) - activeAt(a) || byId(a, b);
}

function byId(a: ChatCard, b: ChatCard): number {
  return a.session.id < b.session.id ? -1 : 1;
}
