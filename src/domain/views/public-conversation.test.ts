import { describe, expect, test } from "bun:test";
import { publicNameOf } from "../model/member.ts";
import { applyPublicFact, buildConversation } from "./public-conversation.ts";
import type { SessionFact } from "../model/fact.ts";
import type { Message } from "../model/message.ts";
import { toPublicItems, type PublicFact, type PublicNotice } from "./public-fact.ts";

const clock = { expiresAt: 300_000, warnsAt: 240_000 };
const opened = fact({ kind: "session-opened", session: { openedAt: 0, holder: { kind: "bot" }, clock } });
const started = fact({ kind: "bot-turn-started", turn: { turnId: "trn_1", startedAt: 20 }, clock });
const stopped = (why: string) => fact({ kind: "bot-turn-stopped", turnId: "trn_1", why, at: 30, clock });
const offered = fact({ kind: "person-offered", at: 40 });
const ended = fact({ kind: "session-ended", at: 99, by: { kind: "member", memberId: "mem_1", name: "Ana" } });

/** Creates a fact with only the fields that a customer may see. */
function fact(known: { kind: SessionFact["kind"] } & Record<string, unknown>): SessionFact {
  return { sessionId: "ses_1", ...known } as unknown as SessionFact;
}

function posted(over: Partial<Message>): SessionFact {
  const author = { kind: "customer" };
  const message = { clientId: "c1", author, text: "Hi", sentAt: 10, sources: [], stopped: false, ...over };
  return fact({ kind: "message-posted", message, clock: { expiresAt: 310_000, warnsAt: 250_000 } });
}

const botSays = (message: Partial<Message> = {}) =>
  posted({ clientId: "trn_1", author: { kind: "bot", name: "Chatbot", turnId: "trn_1" }, ...message });

function held(why: string, holder: object = { kind: "queue" }): SessionFact {
  return fact({ kind: "session-held", holder, why: { kind: why }, needsPerson: true, at: 50 });
}

/** Every kind of fact that a customer is sent. */
const KINDS: Record<PublicFact["kind"], 1> = {
  "session-opened": 1,
  "message-posted": 1,
  "session-held": 1,
  "kept-open": 1,
  "bot-turn-started": 1,
  "bot-turn-stopped": 1,
  "bot-turn-failed": 1,
  "person-offered": 1,
  "session-ended": 1,
};

function numbered(facts: readonly SessionFact[]) {
  return facts.map((each, at) => ({ no: at + 1, sessionNo: at + 1, fact: each }));
}

function after(...facts: SessionFact[]) {
  return buildConversation(toPublicItems(numbered(facts), 0));
}

function lines(...facts: SessionFact[]): PublicNotice[] {
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
    expect(lines(opened, started, stopped("customer"))).toEqual([{ kind: "bot-stopped", turnId: "trn_1" }]);
    expect(lines(opened, started, stopped("customer"), botSays({ stopped: true }))).toEqual([]);
  });

  test("does not blame the customer for a stop that was not theirs", () => {
    const talk = after(opened, started, stopped("taken-over"));

    expect(talk).toMatchObject({ turn: null, entries: [] });
  });

  test("is over for the turn when the chatbot fails", () => {
    const failed = fact({ kind: "bot-turn-failed", turnId: "trn_1", cause: "timeout", at: 30, clock });

    expect(after(opened, started, failed).turn).toBeNull();
  });

  test("says who joined, by name", () => {
    const joined = held("took-over", { kind: "agent", memberId: "mem_1", name: "Ana" });

    const name = publicNameOf({ name: "Ana" });
    expect(lines(opened, joined)).toEqual([{ kind: "joined", name }]);
    expect(after(opened, joined).holder).toEqual({ kind: "agent", name });
  });

  test.each([
    ["person-asked", "person-asked"],
    ["bot-asked", "person-asked"],
    ["bot-failed", "bot-failed"],
    ["bot-unsure", "bot-unsure"],
    ["agent-gone", "agent-gone"],
    ["switched", "switched"],
  ] as const)("tells in a line that it changed hands: %s", (why, line) => {
    expect(lines(opened, held(why))).toEqual([{ kind: line }]);
  });

  test("tells in a line that the chatbot has it", () => {
    expect(lines(opened, held("bot-chosen", { kind: "bot" }))).toEqual([{ kind: "to-bot" }]);
  });

  test("keeps the offer of a person until it is taken or talked past", () => {
    expect(after(opened, botSays(), offered).offered).toBe(true);
    expect(after(opened, botSays(), offered, held("person-asked")).offered).toBe(false);
    expect(after(opened, botSays(), offered, posted({})).offered).toBe(false);
  });

  test("is given longer by Keep chat open", () => {
    const kept = fact({ kind: "kept-open", at: 60, clock: { expiresAt: 400_000, warnsAt: 340_000 } });

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

  test.each(Object.keys(KINDS))("takes notice of a fact of the kind %s", (kind) => {
    const message = { author: { kind: "customer" } };
    const sent = { kind, expiresAt: 7, message } as unknown as PublicFact;
    const known = after(opened);

    expect(applyPublicFact(known, { prev: 1, no: 2, fact: sent })).not.toBe(known);
    expect(applyPublicFact(known, { prev: 1, no: 2, fact: { ...sent, kind: `${kind}-not` as never } })).toBe(
      known,
    );
  });

  test("is built by looking at each message a fixed number of times", () => {
    const length = 1_000;
    let looks = 0;
    const items = toPublicItems(numbered(Array.from({ length }, () => posted({}))), 0).map((item) => {
      if (item.fact.kind !== "message-posted") return item;
      const message = {
        ...item.fact.message,
        get stopped() {
          looks += 1;
          return false;
        },
      };
      return { ...item, fact: { ...item.fact, message } };
    });

    expect(buildConversation(items).entries).toHaveLength(length);
    expect(looks).toBeLessThanOrEqual(2 * length);
  });
});

test("before its first fact a conversation is empty, and nobody's", () => {
  expect(buildConversation([])).toEqual({
    entries: [],
    holder: { kind: "nobody" },
    offered: false,
    turn: null,
    expiresAt: 0,
    warnsAt: 0,
    ended: null,
  });
});

describe("the entries of a conversation", () => {
  test("have the number and the time of what they show", () => {
    const talk = after(opened, posted({ text: "one" }), held("person-asked"));

    expect(talk.entries).toMatchObject([
      { kind: "message", no: 2, at: 10, message: { text: "one" } },
      { kind: "line", no: 3, at: 50, line: { kind: "person-asked" } },
    ]);
  });

  test("lose the notice of a stop only for the words of that turn", () => {
    const other = botSays({ clientId: "trn_2", stopped: true });
    const stop = [{ kind: "bot-stopped", turnId: "trn_1" }] as const;

    expect(lines(opened, started, stopped("customer"), other)).toEqual([...stop]);
    expect(lines(opened, started, stopped("customer"), botSays())).toEqual([...stop]);
    const kinds = after(
      opened,
      posted({ clientId: "trn_1" }),
      held("person-asked"),
      botSays({ stopped: true }),
    ).entries.map(({ kind }) => kind);
    expect(kinds).toEqual(["message", "line", "message"]);
  });

  test("leave the chatbot at work while its broken-off words of before come in", () => {
    expect(after(opened, started, botSays({ clientId: "trn_0", stopped: true })).turn).not.toBeNull();
  });

  test("take the offer of a person back when the chatbot begins anew, and keep it while others speak", () => {
    const member = { kind: "member", memberId: "mem_1", name: "Ana" } as const;

    expect(after(opened, offered, started).offered).toBe(false);
    expect(after(opened, offered, posted({ author: member })).offered).toBe(true);
    expect(after(opened, posted({ author: member })).offered).toBe(false);
  });
});
