import { describe, expect, test } from "bun:test";
import type { Fact, SessionFact } from "../model/fact.ts";
import {
  applyFactToInbox,
  markRead,
  countUnread,
  isHeldBy,
  type ChatCard,
  type InboxSnapshot,
} from "./inbox.ts";
import type { Customer } from "../model/customer.ts";
import type { SessionId } from "../model/ids.ts";
import type { Session } from "../model/session.ts";
import { NOON } from "../testing/in-memory-organization.ts";

const MARIA = { id: "cus_maria", name: "Maria", email: "maria@example.com" } as const;
const CLOCK = {
  idleAt: NOON + 300_000,
  warningMs: 60_000,
  expiresAt: NOON + 300_000,
  warnsAt: NOON + 240_000,
};
const SESSION: Session = {
  id: "ses_1",
  customerId: MARIA.id,
  holder: { kind: "bot" },
  generation: 1,
  routedUnder: 1,
  movedBySwitch: null,
  needsPerson: false,
  openedAt: NOON,
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
};
const OPENED: Fact = { kind: "session-opened", sessionId: "ses_1", session: SESSION, customer: MARIA };
const EMPTY: InboxSnapshot = { no: 0, now: NOON, cards: [], members: [] };
const TURN = {
  turnId: "trn_1",
  generation: 1,
  instanceId: "here",
  attempt: 1,
  startedAt: NOON,
  givesUpAt: NOON + 60_000,
  answers: 1,
} as const;

function fold(...facts: Fact[]): InboxSnapshot {
  return facts.reduce(
    (inbox, fact) => applyFactToInbox(inbox, { no: inbox.no + 1, sessionNo: 1, fact }),
    EMPTY,
  );
}

function only(inbox: InboxSnapshot): ChatCard {
  const [card] = inbox.cards;
  if (card === undefined || inbox.cards.length > 1) throw new Error(`${inbox.cards.length} cards`);
  return card;
}

function said(author: "customer" | "bot", text: string): SessionFact {
  return {
    kind: "message-posted",
    sessionId: "ses_1",
    clock: CLOCK,
    message: {
      id: "msg_1",
      sessionId: "ses_1",
      author: author === "bot" ? { kind: "bot", name: "Chatbot", turnId: "trn_1" } : { kind: "customer" },
      clientId: text,
      text,
      sentAt: NOON,
      sources: [],
      stopped: false,
    },
  };
}

function held(holder: Session["holder"], queuedAt: number | null): SessionFact {
  return {
    kind: "session-held",
    sessionId: "ses_1",
    holder,
    generation: 2,
    routedUnder: 1,
    needsPerson: true,
    why: { kind: "person-asked" },
    at: NOON,
    queuedAt,
    returned: false,
    movedBySwitch: null,
  };
}

const ended = (unattended: boolean): SessionFact => ({
  kind: "session-ended",
  sessionId: "ses_1",
  at: NOON,
  by: { kind: "idle" },
  unattended,
});

describe("the inbox", () => {
  test("shows a customer as soon as they have opened a chat", () => {
    expect(only(fold(OPENED))).toEqual({ session: SESSION, customer: MARIA, read: 0 });
  });

  test("counts the customer's messages as unread and shows the last words", () => {
    const card = only(fold(OPENED, said("customer", "Hello"), said("customer", "Anyone?")));

    expect(countUnread(card)).toBe(2);
    expect(card.session.lastWords).toEqual({ by: "customer", text: "Anyone?", at: NOON });
  });

  test("follows the chat from hand to hand", () => {
    const queued = only(fold(OPENED, held({ kind: "queue" }, NOON)));
    const taken = only(
      fold(
        OPENED,
        held({ kind: "queue" }, NOON),
        held({ kind: "agent", memberId: "mem_ana", name: "Ana" }, null),
      ),
    );

    expect(queued.session.queuedAt).toBe(NOON);
    expect(taken.session).toMatchObject({ holder: { name: "Ana" }, queuedAt: null, heldAt: NOON });
  });

  test("lets go of a chat that ended and was seen to", () => {
    expect(fold(OPENED, ended(false)).cards).toEqual([]);
  });

  test("keeps a chat that ended in line until somebody has seen to it", () => {
    const attended: Fact = { kind: "session-attended", sessionId: "ses_1", memberId: "mem_ana", at: NOON };

    expect(only(fold(OPENED, ended(true))).session.unattended).toBe(true);
    expect(fold(OPENED, ended(true), attended).cards).toEqual([]);
  });

  test("knows when the chatbot is at work, and when it has stopped, failed or answered", () => {
    const started: Fact = { kind: "bot-turn-started", sessionId: "ses_1", turn: TURN, clock: CLOCK };
    const stopped: Fact = {
      kind: "bot-turn-stopped",
      sessionId: "ses_1",
      turnId: "trn_1",
      why: "customer",
      at: NOON,
      clock: CLOCK,
    };
    const failed: Fact = {
      kind: "bot-turn-failed",
      sessionId: "ses_1",
      turnId: "trn_1",
      cause: "timeout",
      at: NOON,
      clock: CLOCK,
    };

    expect(only(fold(OPENED, started)).session.botTurn).toEqual(TURN);
    for (const end of [stopped, failed, said("bot", "Here you are.")]) {
      expect(only(fold(OPENED, started, end)).session.botTurn).toBeNull();
    }
  });

  test("winds the clock when the customer keeps the chat open, and keeps all else", () => {
    const clock = { ...CLOCK, expiresAt: NOON + 600_000 };
    const kept: Fact = { kind: "kept-open", sessionId: "ses_1", at: NOON, clock };

    expect(only(fold(OPENED, kept)).session).toEqual({ ...SESSION, clock });
  });

  test("notes a chat that the switch passed by, and an offer of a person", () => {
    const passed: Fact = { kind: "session-rerouted", sessionId: "ses_1", routedUnder: 2 };
    const offered: Fact = { kind: "person-offered", sessionId: "ses_1", at: NOON };

    expect(only(fold(OPENED, passed)).session.routedUnder).toBe(2);
    expect(only(fold(OPENED, offered)).session).toEqual({ ...SESSION, offered: true });
  });

  test("counts what happens to the organization and shows nothing of it", () => {
    const news: Fact[] = [
      { kind: "settings-changed", part: "answering", at: NOON },
      { kind: "members-changed", at: NOON },
      { kind: "articles-changed", at: NOON },
    ];

    const inbox = fold(OPENED, ...news);

    expect(inbox.no).toBe(4);
    expect(only(inbox).session).toEqual(SESSION);
  });

  test("hears nothing twice", () => {
    const inbox = fold(OPENED, said("customer", "Hello"));

    expect(applyFactToInbox(inbox, { no: 2, sessionNo: 2, fact: said("customer", "Hello") })).toBe(inbox);
  });

  test("never unreads what was read", () => {
    const inbox = fold(OPENED, said("customer", "Hello"), said("customer", "Anyone?"));

    expect(countUnread(only(markRead(inbox, "ses_1", 2)))).toBe(0);
    expect(only(markRead(markRead(inbox, "ses_1", 2), "ses_1", 1)).read).toBe(2);
  });
});

const opened = (id: SessionId, customer: Customer): Fact => {
  return {
    kind: "session-opened",
    sessionId: id,
    session: { ...SESSION, id, customerId: customer.id },
    customer,
  };
};

const ids = ({ cards }: InboxSnapshot) => cards.map(({ session }) => session.id as string);

describe("the inbox of several chats", () => {
  const JO = { id: "cus_jo", name: "Jo", email: "jo@example.com" } as const;

  const both = fold(OPENED, opened("ses_2", JO));

  test("drops those that are erased, and keeps the others", () => {
    const erased: Fact = { kind: "erased", customers: [], sessions: ["ses_1"], at: NOON };
    const after = applyFactToInbox(both, { no: 3, sessionNo: null, fact: erased });

    expect(ids(after)).toEqual(["ses_2"]);
    expect(after.no).toBe(3);
  });

  test("shows the name a customer has typed last on all of their chats, and on nobody else's", () => {
    const marie = { ...MARIA, name: "Marie" };
    const after = applyFactToInbox(both, { no: 3, sessionNo: 1, fact: opened("ses_3", marie) });

    expect(after.cards.map(({ customer }) => customer.name)).toEqual(["Marie", "Jo", "Marie"]);
  });

  test("changes the chat that a fact is about, and no other", () => {
    const after = applyFactToInbox(both, { no: 3, sessionNo: 2, fact: said("customer", "Hello") });

    expect(after.cards.map(({ session }) => session.customerMessages)).toEqual([1, 0]);
    expect(after.cards[1]).toBe(both.cards[1] as never);
  });

  test("counts what was read of the chat that is named, and of no other", () => {
    expect(markRead(both, "ses_2", 4).cards.map(({ read }) => read)).toEqual([0, 4]);
  });
});

test("nothing is unread of a chat of which more was read than it has", () => {
  expect(countUnread({ session: { ...SESSION, customerMessages: 3 }, read: 5 })).toBe(0);
  expect(countUnread({ session: { ...SESSION, customerMessages: 5 }, read: 3 })).toBe(2);
});

test("a chat is held by the agent who has it, and by nobody while it waits", () => {
  const ana = { holder: { kind: "agent", memberId: "mem_ana", name: "Ana" } } as const;

  expect(isHeldBy(ana, "mem_ana")).toBe(true);
  expect(isHeldBy(ana, "mem_ben")).toBe(false);
  expect(isHeldBy({ holder: { kind: "queue" } }, "mem_ana")).toBe(false);
});
