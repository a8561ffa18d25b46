import { describe, expect, test } from "bun:test";
import { converse, type Line } from "./conversation.ts";
import type { PublicFact, PublicItem, PublicMessage } from "./public-fact.ts";

const clock = { expiresAt: 300_000, warnsAt: 240_000 };
const opened: PublicFact = { kind: "session-opened", at: 0, holder: { kind: "bot" }, ...clock };
const started: PublicFact = { kind: "bot-turn-started", turnId: "trn_1", at: 20, ...clock };
const stopped = (byCustomer: boolean): PublicFact => ({
  kind: "bot-turn-stopped",
  turnId: "trn_1",
  byCustomer,
  at: 30,
  ...clock,
});
const offered: PublicFact = { kind: "person-offered", at: 40 };
const ended: PublicFact = { kind: "session-ended", at: 99, by: "member", name: "Ana" };

function posted(message: Partial<PublicMessage>): PublicFact {
  const words: PublicMessage = {
    clientId: "c1",
    author: { kind: "customer" },
    text: "Hi",
    sentAt: 10,
    sources: [],
    stopped: false,
  };
  return { kind: "message-posted", message: { ...words, ...message }, expiresAt: 310_000, warnsAt: 250_000 };
}

const botSays = (message: Partial<PublicMessage> = {}) =>
  posted({ clientId: "trn_1", author: { kind: "bot", name: "Chatbot" }, ...message });

function held(over: Partial<Extract<PublicFact, { kind: "session-held" }>>): PublicFact {
  const fact = {
    kind: "session-held",
    holder: { kind: "queue" },
    why: "person-asked",
    needsPerson: true,
    at: 50,
  };
  return { ...fact, ...over } as PublicFact;
}

function after(...facts: PublicFact[]) {
  const items = facts.map((fact, at): PublicItem => ({ prev: at, no: at + 1, fact }));
  return converse(items);
}

function lines(...facts: PublicFact[]): Line[] {
  return after(...facts).entries.flatMap((entry) => (entry.kind === "line" ? [entry.line] : []));
}

describe("a conversation", () => {
  test("begins with who answers and when it would end", () => {
    expect(after(opened)).toMatchObject({
      holder: { kind: "bot" },
      ...clock,
      entries: [],
    });
  });

  test("keeps messages in the order of their numbers and winds the clock with each", () => {
    const talk = after(opened, posted({ text: "one" }), posted({ clientId: "c2", text: "two" }));

    expect(talk.entries.map((entry) => entry.kind === "message" && entry.message.text)).toEqual([
      "one",
      "two",
    ]);
    expect(talk).toMatchObject({ expiresAt: 310_000, warnsAt: 250_000 });
  });

  test("leaves entries that did not change the same objects", () => {
    const before = after(opened, posted({}));
    const later = after(opened, posted({}), started);

    expect(later.entries).toEqual(before.entries);
  });

  test("knows that the chatbot is at work until it has answered", () => {
    expect(after(opened, started).turn).toEqual({ turnId: "trn_1", startedAt: 20 });
    expect(after(opened, started, botSays()).turn).toBeNull();
  });

  test("does not take a customer's further words for the chatbot's answer", () => {
    expect(after(opened, started, posted({})).turn).not.toBeNull();
  });

  test("tells of a stop, until the stopped words themselves tell it", () => {
    expect(lines(opened, started, stopped(true))).toEqual([{ kind: "bot-stopped", turnId: "trn_1" }]);
    expect(lines(opened, started, stopped(true), botSays({ stopped: true }))).toEqual([]);
  });

  test("does not blame the customer for a stop that was not theirs", () => {
    const talk = after(opened, started, stopped(false));

    expect(talk).toMatchObject({ turn: null, entries: [] });
  });

  test("is over for the turn when the chatbot fails", () => {
    const failed: PublicFact = { kind: "bot-turn-failed", turnId: "trn_1", at: 30, ...clock };

    expect(after(opened, started, failed).turn).toBeNull();
  });

  test("says who joined, by name", () => {
    const joined = held({ holder: { kind: "agent", name: "Ana" }, why: "joined", needsPerson: false });

    expect(lines(opened, joined)).toEqual([{ kind: "joined", name: "Ana" }]);
    expect(after(opened, joined).holder).toEqual({ kind: "agent", name: "Ana" });
  });

  test.each(["person-asked", "bot-failed", "bot-unsure", "to-bot", "agent-gone", "switched"] as const)(
    "tells in a line that it changed hands: %s",
    (why) => {
      expect(lines(opened, held({ why }))).toEqual([{ kind: why }]);
    },
  );

  test("keeps the offer of a person until it is taken or talked past", () => {
    expect(after(opened, botSays(), offered).offered).toBe(true);
    expect(after(opened, botSays(), offered, held({})).offered).toBe(false);
    expect(after(opened, botSays(), offered, posted({})).offered).toBe(false);
  });

  test("is given longer by Keep chat open", () => {
    const kept: PublicFact = { kind: "kept-open", at: 60, expiresAt: 400_000, warnsAt: 340_000 };

    expect(after(opened, kept)).toMatchObject({ expiresAt: 400_000, warnsAt: 340_000 });
  });

  test("ends once, and says by whom", () => {
    const talk = after(opened, started, ended);

    expect(talk).toMatchObject({
      ended: { at: 99, by: "member", name: "Ana" },
      turn: null,
      holder: { kind: "nobody" },
    });
  });
});
