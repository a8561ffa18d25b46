import { describe, expect, test } from "bun:test";
import { InMemoryOrganization, NOON } from "../testing/in-memory-organization.ts";
import { applyFact, applyFacts } from "./apply-fact.ts";
import type { SessionFact } from "./fact.ts";
import type { Author } from "./message.ts";
import type { Session } from "./session.ts";

const organization = new InMemoryOrganization();
const opened = organization.session(organization.open("maria"));
const sessionId = opened.id;
const clock = { idleAt: 9, warningMs: 1, expiresAt: 9, warnsAt: 8 };
const turn = {
  turnId: "trn_1",
  generation: 1,
  instanceId: "here",
  attempt: 1,
  startedAt: NOON,
  givesUpAt: NOON + 60_000,
  answers: 1,
} as const;
const BOT: Author = { kind: "bot", name: "Chatbot", turnId: "trn_1" };
const ADA: Author = { kind: "member", memberId: "mem_ada", name: "Ada" };

function posted(author: Author, text: string, sentAt: number, stopped = false): SessionFact {
  const rest = { clientId: text, text, sentAt, sources: [], stopped } as const;
  return {
    kind: "message-posted",
    sessionId,
    message: { id: "msg_1", sessionId, author, ...rest },
    clock,
  };
}
const asks = (sentAt: number) => posted({ kind: "customer" }, "Hello", sentAt);

describe("a message", () => {
  test("of the customer waits for an answer since the first of them, and moves the clock", () => {
    expect(applyFacts(opened, [asks(1), asks(2)])).toEqual({
      ...opened,
      clock,
      awaitingSince: 1,
      customerMessages: 2,
      lastWords: { by: "customer", text: "Hello", at: 2 },
    });
  });

  test("of a member answers, and keeps the chat with people whatever the switch does", () => {
    const moved: Session = { ...opened, movedBySwitch: { under: 2, from: "bot", queuedAt: null } };

    expect(applyFacts(moved, [asks(1), posted(ADA, "Hi", 2)])).toEqual({
      ...opened,
      clock,
      movedBySwitch: null,
      awaitingSince: null,
      needsPerson: true,
      customerMessages: 1,
      ourMessages: 1,
      lastWords: { by: "member", memberId: "mem_ada", name: "Ada", text: "Hi", at: 2 },
    });
  });

  test("of the chatbot answers what was written before its turn, and ends it", () => {
    const asked = applyFacts({ ...opened, botTurn: turn }, [asks(1)]);

    expect(applyFact(asked, posted(BOT, "Yes", 5))).toEqual({
      ...asked,
      botTurn: null,
      awaitingSince: null,
      ourMessages: 1,
      lastWords: { by: "bot", text: "Yes", at: 5 },
    });
    expect(applyFacts(asked, [asks(3), posted(BOT, "Yes", 5)])).toMatchObject({
      awaitingSince: 5,
      botTurn: null,
    });
  });

  test("of the chatbot that broke off is shown and answers nothing", () => {
    const asked = applyFacts({ ...opened, botTurn: turn }, [asks(1)]);

    expect(applyFact(asked, posted(BOT, "Yes, with", 5, true))).toEqual({
      ...asked,
      lastWords: { by: "bot", text: "Yes, with", at: 5 },
    });
  });

  test("is in lists up to its 120th character", () => {
    const long = posted({ kind: "customer" }, "x".repeat(121), 1);

    expect(applyFact(opened, long).lastWords?.text).toBe("x".repeat(120));
  });
});

describe("a change of holder", () => {
  const held = { kind: "session-held", sessionId, generation: 4, routedUnder: 3, at: 5 } as const;
  const rest = { needsPerson: true, returned: true, movedBySwitch: null } as const;

  test("to an agent says since when; another holder has no such time", () => {
    const agent = { kind: "agent", memberId: "mem_ada", name: "Ada" } as const;
    const away: Session = { ...opened, holderAway: true };
    const taken = { ...held, ...rest, holder: agent, why: { kind: "accepted" }, queuedAt: null } as const;
    const given = applyFact(away, taken);

    expect(given).toEqual({
      ...opened,
      ...rest,
      holder: agent,
      generation: 4,
      routedUnder: 3,
      queuedAt: null,
      heldAt: 5,
      holderAway: false,
    });
    const queued = { ...held, ...rest, holder: { kind: "queue" }, why: { kind: "agent-gone" } } as const;
    expect(applyFact(given, { ...queued, queuedAt: 5 })).toMatchObject({ heldAt: null, queuedAt: 5 });
  });
});

const stop = (why: "customer" | "switched") =>
  ({ kind: "bot-turn-stopped", sessionId, turnId: "trn_1", why, at: 7, clock }) as const;

describe("a turn of the chatbot", () => {
  const asked: Session = { ...opened, botTurn: turn, awaitingSince: 1, customerMessages: 1 };

  test("that the customer stops has answered what they had written before it", () => {
    expect(applyFact(asked, stop("customer"))).toEqual({
      ...asked,
      botTurn: null,
      awaitingSince: null,
      clock,
    });
    const later = { ...asked, customerMessages: 2 };
    expect(applyFact(later, stop("customer"))).toEqual({ ...later, botTurn: null, awaitingSince: 7, clock });
  });

  test("that is stopped for another reason, or fails, leaves the customer waiting", () => {
    const failed = {
      kind: "bot-turn-failed",
      sessionId,
      turnId: "trn_1",
      cause: "cut",
      at: 7,
      clock,
    } as const;

    for (const fact of [stop("switched"), failed])
      expect(applyFact(asked, fact)).toEqual({ ...asked, botTurn: null, clock });
  });

  test("moves the clock when it starts", () => {
    const started = { kind: "bot-turn-started", sessionId, turn, clock } as const;

    expect(applyFact(opened, started)).toEqual({ ...opened, botTurn: turn, clock });
  });
});

describe("an end", () => {
  test("leaves nobody who holds the chat, no place in the queue, and no turn", () => {
    const before: Session = {
      ...opened,
      holder: { kind: "agent", memberId: "mem_ada", name: "Ada" },
      queuedAt: 3,
      holderAway: true,
      botTurn: turn,
      awaitingSince: 1,
    };
    const by = { kind: "member", memberId: "mem_ada", name: "Ada" } as const;
    const ended = { kind: "session-ended", sessionId, at: 9, by, unattended: true } as const;
    const after = applyFact(before, ended);

    expect(after).toEqual({
      ...before,
      holder: { kind: "nobody" },
      generation: 2,
      endedAt: 9,
      endedBy: by,
      queuedAt: null,
      holderAway: false,
      botTurn: null,
      unattended: true,
      heldBefore: { memberId: "mem_ada", name: "Ada" },
    });
    const attended = { kind: "session-attended", sessionId, memberId: null, at: 9 } as const;
    expect(applyFact(after, attended)).toEqual({ ...after, unattended: false });
  });

  test("an unattended one keeps both names of who held it, of which customers read one", () => {
    const ada = { memberId: "mem_ada", name: "Ada", publicName: "Robin" } as const;
    const before: Session = { ...opened, holder: { kind: "agent", ...ada } };
    const ended = {
      kind: "session-ended",
      sessionId,
      at: 9,
      by: { kind: "idle" },
      unattended: true,
    } as const;

    expect(applyFact(before, ended).heldBefore).toEqual(ada);
  });
});

test("absence of the holder, and a turn of the switch, are noted and change nothing else", () => {
  const away = { kind: "holder-away", sessionId, away: true, at: 1 } as const;

  expect(applyFact(opened, away)).toEqual({ ...opened, holderAway: true });
  expect(applyFact(opened, { kind: "session-rerouted", sessionId, routedUnder: 8 })).toEqual({
    ...opened,
    routedUnder: 8,
  });
});

test("a message of an author that only a newer build knows is ours, and answers nothing", () => {
  const newer: Author = JSON.parse('{"kind":"supervisor","name":"Sam"}');
  const asked = applyFact(opened, asks(1));

  expect(applyFact(asked, posted(newer, "Hi", 2))).toMatchObject({
    ourMessages: 1,
    awaitingSince: 1,
    needsPerson: false,
  });
});
