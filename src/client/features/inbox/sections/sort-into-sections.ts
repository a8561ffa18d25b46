import { isShownTo } from "#domain/routing/is-shown-to.ts";
import { compareQueuePlace } from "#domain/routing/queue-order.ts";
import { isHeldBy, countUnread, type ChatCard } from "#domain/views/inbox.ts";
import type { MemberId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { type Holder, type Session, isMail } from "#domain/model/session.ts";
import { type MailState, mailStateOf } from "#domain/views/mail-state.ts";

/** The sections from top to bottom. A customer is in exactly one of them. */
export const SECTIONS = ["waiting", "chatting", "mail", "unassigned", "bot", "past"] as const;
export type SectionName = (typeof SECTIONS)[number];

export type Sections = Readonly<Record<SectionName, readonly ChatCard[]>>;

interface Reader {
  memberId: MemberId;
  /** Whose live chats to show. */
  show: "mine" | "everyone";
  now: Instant;
}

/**
 * Sorts chats into sections. “Waiting” is in queue order. “Chatting with” is sorted by when the chat was taken, which
 * never changes. “Messages” has mail that waits for us first, then what waits for the customer, then what was put aside.
 * “Unassigned” has the longest unattended first. “Chatbot” and “Has chatted with” are sorted by last activity.
 *
 * A customer with several sessions is where a person is needed: a chat with us comes before what is unassigned, that before
 * mail that somebody has, and that before a chat with the chatbot.
 *
 * @param cards - all active and unattended chats, and all active mail
 * @param past - customers this member has chatted with, by their newest session
 */
export function sortIntoSections(
  cards: readonly ChatCard[],
  past: readonly ChatCard[],
  { memberId, show, now }: Reader,
): Sections {
  const isShown = ({ session }: ChatCard) => show === "everyone" || isHeldBy(session, memberId);
  const inSection = (name: SectionName) => cards.filter(({ session }) => sectionOf(session) === name);
  const waiting = inSection("waiting").toSorted((a, b) => compareQueuePlace(a.session, b.session));
  const chatting = inSection("chatting").toSorted(
    (a, b) => (a.session.heldAt ?? 0) - (b.session.heldAt ?? 0) || byId(a, b),
  );
  const shownToMe = inSection("unassigned").filter(({ session }) => isShownTo(session, memberId, now));
  const unassigned = shownToMe.toSorted((a, b) => waitingSince(a) - waitingSince(b) || byId(a, b));
  const mail = inSection("mail").toSorted(
    (a, b) => byTurn(a, b, now) || waitingSince(a) - waitingSince(b) || byId(a, b),
  );
  const shown = {
    waiting,
    chatting: chatting.filter(isShown),
    unassigned: onceWithout(unassigned, [waiting, chatting]),
    mail: onceWithout(mail.filter(isShown), [waiting, chatting, unassigned]),
    bot: onceWithout(inSection("bot").toSorted(byActivity), [unassigned]),
  };
  const elsewhere = new Set(Object.values(shown).flatMap((list) => list.map(({ customer }) => customer.id)));
  const live = new Map(
    cards.filter(({ session }) => session.endedAt === null).map((card) => [card.customer.id, card]),
  );
  const mine = past
    .filter(({ customer }) => !elsewhere.has(customer.id))
    .map((card) => live.get(card.customer.id) ?? card);
  return { ...shown, past: mine };
}

/** Each customer's first card, without customers of `others`. */
function onceWithout(
  cards: readonly ChatCard[],
  others: readonly (readonly ChatCard[])[],
): readonly ChatCard[] {
  const gone = new Set(others.flatMap((list) => list.map(({ customer }) => customer.id)));
  return cards.filter(({ customer }) => {
    const isNew = !gone.has(customer.id);
    gone.add(customer.id);
    return isNew;
  });
}

const TURNS = [
  "waits-for-us",
  "waits-for-customer",
  "snoozed",
] as const satisfies readonly MailState["kind"][];

function byTurn(a: ChatCard, b: ChatCard, now: Instant): number {
  const place = ({ session }: ChatCard) => TURNS.indexOf(mailStateOf(session, now).kind);
  return place(a) - place(b);
}

function sectionOf(session: Session): SectionName | null {
  if (session.endedAt !== null) return "unassigned";
  if (!isMail(session)) return sectionOfHolder(session.holder);
  return session.holder.kind === "agent" ? "mail" : "unassigned";
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
