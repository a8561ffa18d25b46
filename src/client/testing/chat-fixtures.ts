import { mock } from "bun:test";
import type { Customer } from "#domain/model/customer.ts";
import type { NumberedFact, SessionFact } from "#domain/model/fact.ts";
import type { CustomerId } from "#domain/model/ids.ts";
import type { Author, Message } from "#domain/model/message.ts";
import type { Holder, Session, SessionClock } from "#domain/model/session.ts";
import { MINUTE } from "#domain/model/instant.ts";
import type { ChatCard, InboxSnapshot } from "#domain/views/inbox.ts";
import type { LaneSnapshot } from "#domain/views/customer-lane.ts";
import type { CurrentMember } from "#domain/views/current-member.ts";
import type { Chat, ChatState } from "../features/lanes/chat/use-chat-view.ts";
import { EMPTY_LAYOUT, type LaneLayout } from "../features/lanes/layout/lane-layout.ts";
import type { Lanes } from "../features/lanes/layout/use-lanes.ts";
import { NOW } from "./page.tsx";

/** Ken, a colleague, as the holder of a chat. */
export const KEN: Extract<Holder, { kind: "agent" }> = { kind: "agent", memberId: "mem_ken", name: "Ken" };

export const CUSTOMER: Author = { kind: "customer" };

export const BOT: Author = { kind: "bot", name: "Chatbot", turnId: "trn_1" };

const CLOCK: SessionClock = {
  idleAt: NOW + 5 * MINUTE,
  warningMs: MINUTE,
  expiresAt: NOW + 5 * MINUTE,
  warnsAt: NOW + 4 * MINUTE,
};

/** The given member as the holder of a chat. */
export function heldBy({ member }: CurrentMember): Holder {
  return { kind: "agent", memberId: member.id, name: member.name };
}

/** The given member as the author of a message. */
export function me({ member }: CurrentMember): Author {
  return { kind: "member", memberId: member.id, name: member.name };
}

/** Creates a customer with this first name. */
export function newCustomer(name = "Maria"): Customer {
  const slug = name.toLowerCase();
  return { id: `cus_${slug}`, name, email: `${slug}@example.com` };
}

/** Creates a chat with the chatbot that was opened five minutes ago and has no messages. */
export function newSession(changes: Partial<Session> = {}, name = "Maria"): Session {
  return {
    id: `ses_${name.toLowerCase()}`,
    customerId: newCustomer(name).id,
    holder: { kind: "bot" },
    generation: 1,
    routedUnder: 1,
    movedBySwitch: null,
    needsPerson: false,
    openedAt: NOW - 5 * MINUTE,
    clock: CLOCK,
    endedAt: null,
    endedBy: null,
    queuedAt: null,
    returned: false,
    heldAt: null,
    holderAway: false,
    awaitingSince: null,
    botTurn: null,
    lastWords: null,
    customerMessages: 0,
    ourMessages: 0,
    unattended: false,
    ...changes,
  };
}

/** Creates a row of the chat list. */
export function newCard(name = "Maria", changes: Partial<Session> = {}, read = 0): ChatCard {
  return { session: newSession(changes, name), customer: newCustomer(name), read };
}

/** Creates a row for a past chat. */
export function newPastCard(name: string, changes: Partial<Session> = {}) {
  const ended = { holder: { kind: "nobody" }, endedAt: NOW - MINUTE, endedBy: { kind: "idle" } } as const;
  return { ...newCard(name, { ...ended, ...changes }), chattedAt: NOW - MINUTE };
}

/** Creates the inbox as it is first loaded, at number 100 of the feed. */
export function newInbox(cards: readonly ChatCard[] = []): InboxSnapshot {
  return { no: 100, now: NOW, cards, members: [] };
}

let said = 0;

/** Creates the fact of a message sent a minute ago. */
export function newMessage(
  author: Author,
  text: string,
  changes: Partial<Message> = {},
): Extract<SessionFact, { kind: "message-posted" }> {
  said += 1;
  const message: Message = {
    id: `msg_${said}`,
    sessionId: "ses_maria",
    author,
    clientId: `client-${said}`,
    text,
    sentAt: NOW - MINUTE,
    sources: [],
    stopped: false,
    ...changes,
  };
  return { kind: "message-posted", sessionId: message.sessionId, message, clock: CLOCK };
}

/** Creates a lane of one session with these facts, at number 100 of the feed. */
export function newLane(
  session: Session,
  facts: readonly SessionFact[] = [],
  changes: Partial<LaneSnapshot> = {},
): LaneSnapshot {
  return {
    no: 100,
    customer: newCustomer(session.id.charAt(4).toUpperCase() + session.id.slice(5)),
    sessions: [{ session, facts: numbered(facts), earlier: false }],
    earlier: false,
    read: 0,
    ...changes,
  };
}

/** Numbers the facts consecutively, by default as the first ones of a session. */
export function numbered(facts: readonly SessionFact[], from = 1): NumberedFact<SessionFact>[] {
  return facts.map((fact, index) => ({ no: from + index, sessionNo: from + index, fact }));
}

/** Creates a chat as a lane shows it. */
export function newChat(state: ChatState, changes: Partial<Chat> = {}): Chat {
  const session = changes.session ?? newSession();
  return {
    customer: newCustomer(),
    session,
    mail: null,
    state,
    unread: 0,
    read: session.customerMessages,
    lane: null,
    ...changes,
  };
}

/** Creates lanes whose operations are mocks. */
export function newLanes({
  layout = {},
  ...changes
}: Partial<Omit<Lanes, "layout">> & { layout?: Partial<LaneLayout> } = {}) {
  const moves = {
    open: mock(),
    focus: mock(),
    close: mock(),
    collapse: mock(),
    expand: mock(),
    maximise: mock(),
    move: mock(),
    share: mock(),
    setList: mock(),
  };
  const whole = { ...EMPTY_LAYOUT, ...layout };
  return {
    isPhone: false,
    isListCompact: false,
    fit: 3,
    room: { fit: 3, hasDraft: () => false },
    drawn: whole.shown,
    ...changes,
    layout: whole,
    moves,
  };
}

/** The ids of customers with these names, for layouts. */
export function ids(...names: string[]): CustomerId[] {
  return names.map((name) => newCustomer(name).id);
}
