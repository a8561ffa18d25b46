import { compareQueuePlace } from "#domain/routing/queue-order.ts";
import { isHeldBy, countUnread, type ChatCard } from "#domain/views/inbox.ts";
import type { MemberId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Holder } from "#domain/model/session.ts";

/** The shelves from top to bottom. A customer lies on one of them. */
export const SECTIONS = ["waiting", "chatting", "unassigned", "bot", "past"] as const;
export type SectionName = (typeof SECTIONS)[number];

export type Sections = Readonly<Record<SectionName, readonly ChatCard[]>>;

interface Reader {
  memberId: MemberId;
  /** Whose live chats to show. */
  show: "mine" | "everyone";
}

/**
 * Sorts chats into shelves. Waiting: as they will be served. Chatting with: by when the chat was taken, which never
 * changes. Unassigned: longest left first. Chatbot and Has chatted with: by last activity.
 *
 * @param cards - every active chat and those nobody has seen to
 * @param past - customers this member has chatted with, by their newest session
 */
export function sortIntoSections(
  cards: readonly ChatCard[],
  past: readonly ChatCard[],
  { memberId, show }: Reader,
): Sections {
  const on = (belongs: (card: ChatCard) => boolean) => cards.filter(belongs);
  const active = on(({ session }) => session.endedAt === null);
  const shown = {
    waiting: active.filter(lies("waiting")).toSorted((a, b) => compareQueuePlace(a.session, b.session)),
    chatting: active
      .filter(lies("chatting"))
      .filter(({ session }) => show === "everyone" || isHeldBy(session, memberId))
      .toSorted((a, b) => (a.session.heldAt ?? 0) - (b.session.heldAt ?? 0) || byId(a, b)),
    unassigned: on(({ session }) => session.endedAt !== null).toSorted(
      (a, b) => waitingSince(a) - waitingSince(b) || byId(a, b),
    ),
    bot: active.filter(lies("bot")).toSorted(byActivity),
  };
  const elsewhere = new Set(Object.values(shown).flatMap((list) => list.map(({ customer }) => customer.id)));
  const live = new Map(active.map((card) => [card.customer.id, card]));
  const mine = past
    .filter(({ customer }) => !elsewhere.has(customer.id))
    .map((card) => live.get(card.customer.id) ?? card);
  return { ...shown, past: mine };
}

/** Tells whether an active chat lies on a shelf. */
function lies(section: SectionName): (card: ChatCard) => boolean {
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

/** Since when a customer waits for a person: in line, or for whoever holds the chat. */
export function waitingSince({ session }: ChatCard): Instant {
  return session.queuedAt ?? session.awaitingSince ?? session.endedAt ?? session.openedAt;
}

/** When something last happened. */
export function activeAt({ session }: ChatCard): Instant {
  return session.endedAt ?? session.lastWords?.at ?? session.openedAt;
}

/** Unread messages in chats that are mine to answer. */
export function unreadInSection(name: SectionName, card: ChatCard): number {
  return name === "past" ? 0 : countUnread(card);
}

function byActivity(a: ChatCard, b: ChatCard): number {
  return activeAt(b) - activeAt(a) || byId(a, b);
}

function byId(a: ChatCard, b: ChatCard): number {
  return a.session.id < b.session.id ? -1 : 1;
}
