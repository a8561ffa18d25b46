import { describe, expect, test } from "bun:test";
import type { NumberedFact, SessionFact } from "../model/fact.ts";
import { HOUR, DAY } from "../model/instant.ts";
import type { Author } from "../model/message.ts";
import { NOON, InMemoryOrganization } from "../testing/in-memory-organization.ts";
import { buildTimeline } from "./timeline.ts";
import type { LaneSession } from "./customer-lane.ts";

const ANA: Author = { kind: "member", memberId: "mem_ana", name: "Ana" };
const CUSTOMER: Author = { kind: "customer" };
const plain: Parameters<typeof buildTimeline>[1] = {
  dayOf: (at) => String(Math.floor(at / DAY)),
  newAfter: null,
};

function laneSession(...facts: SessionFact[]): LaneSession {
  const organization = new InMemoryOrganization();
  const session = organization.session(organization.open("maria"));
  const entries = facts.map((fact, index): NumberedFact<SessionFact> => ({
    no: index + 1,
    sessionNo: index + 1,
    fact,
  }));
  const customerMessages = facts.filter(
    (fact) => fact.kind === "message-posted" && fact.message.author === CUSTOMER,
  ).length;
  return { session: { ...session, customerMessages }, facts: entries, earlier: false };
}

const clock = { idleAt: 0, warningMs: 0, expiresAt: 0, warnsAt: 0 };

function said(author: Author, text: string, sentAt = NOON): SessionFact {
  const message = {
    id: "msg_1",
    sessionId: "ses_1",
    author,
    clientId: text,
    text,
    sentAt,
    sources: [],
    stopped: false,
  } as const;
  return { kind: "message-posted", sessionId: "ses_1", message, clock };
}

function drawn(sessions: LaneSession[], reading = plain): string[] {
  return buildTimeline(sessions, reading).map((entry) => {
    if (entry.kind === "message") return entry.message.text;
    return entry.kind === "line" ? entry.line.kind : entry.kind;
  });
}

const numbered = (no: number, fact: SessionFact): NumberedFact<SessionFact> => ({ no, sessionNo: no, fact });

describe("a timeline", () => {
  test("is what was said and what happened, in order, under the day", () => {
    const held: SessionFact = {
      kind: "session-held",
      sessionId: "ses_1",
      holder: { kind: "agent", memberId: "mem_ana", name: "Ana" },
      generation: 1,
      routedUnder: 1,
      needsPerson: true,
      why: { kind: "accepted" },
      at: NOON,
      queuedAt: null,
      returned: false,
      movedBySwitch: null,
    };

    expect(drawn([laneSession(said(CUSTOMER, "Hello"), held, said(ANA, "Hi"))])).toEqual([
      "day",
      "Hello",
      "joined",
      "Hi",
    ]);
  });

  test("says the day anew when it changes", () => {
    const session = laneSession(said(CUSTOMER, "late"), said(CUSTOMER, "later", NOON + DAY));

    expect(drawn([session])).toEqual(["day", "late", "day", "later"]);
  });

  test("puts each of several chats under a divider that names who spoke and how long it took", () => {
    const past = laneSession(said(CUSTOMER, "Hello"), said(ANA, "Hi"));
    const ended = { ...past, session: { ...past.session, endedAt: past.session.openedAt + HOUR } };

    const entries = buildTimeline([ended, laneSession(said(CUSTOMER, "Again"))], plain);

    expect(entries[0]).toMatchObject({ kind: "session", names: ["Ana"], lengthMs: HOUR });
    expect(entries.filter(({ kind }) => kind === "session")).toHaveLength(2);
  });

  test("draws the line New above the first message not yet seen", () => {
    const session = laneSession(
      said(CUSTOMER, "seen"),
      said(ANA, "Hi"),
      said(CUSTOMER, "one"),
      said(CUSTOMER, "two"),
    );

    expect(drawn([session], { ...plain, newAfter: 1 })).toEqual(["day", "seen", "Hi", "new", "one", "two"]);
    expect(drawn([session], { ...plain, newAfter: 3 })).not.toContain("new");
  });

  test("draws no line New above what a member has answered since, whatever the chatbot said", () => {
    const bot: Author = { kind: "bot", name: "Chatbot", turnId: "trn_1" };
    const unseen = [said(CUSTOMER, "one"), said(bot, "words")];

    expect(drawn([laneSession(...unseen)], { ...plain, newAfter: 0 })).toContain("new");
    expect(drawn([laneSession(...unseen, said(ANA, "Hi"))], { ...plain, newAfter: 0 })).not.toContain("new");
  });

  test("counts the unseen from the end when the beginning is not loaded", () => {
    const session = laneSession(said(CUSTOMER, "one"), said(CUSTOMER, "two"));
    const long = { ...session, session: { ...session.session, customerMessages: 12 }, earlier: true };

    expect(drawn([long], { ...plain, newAfter: 11 })).toEqual(["day", "one", "new", "two"]);
  });

  test("tells why the chatbot gave up once, not twice", () => {
    const failed: SessionFact = {
      kind: "bot-turn-failed",
      sessionId: "ses_1",
      turnId: "trn_1",
      cause: "timeout",
      at: NOON,
      clock,
    };
    const queued: SessionFact = {
      kind: "session-held",
      sessionId: "ses_1",
      holder: { kind: "queue" },
      generation: 1,
      routedUnder: 1,
      needsPerson: true,
      why: { kind: "bot-failed" },
      at: NOON,
      queuedAt: NOON,
      returned: false,
      movedBySwitch: null,
    };

    expect(drawn([laneSession(failed, queued)])).toEqual(["day", "bot-failed"]);
  });

  test("names every entry by what it is, so that nothing is drawn anew when older things come above it", () => {
    const session = laneSession(said(CUSTOMER, "one"), said(CUSTOMER, "two"));
    const tail = { ...session, facts: session.facts.slice(1) };

    expect(buildTimeline([session], plain).at(-1)?.key).toBe(buildTimeline([tail], plain).at(-1)?.key ?? "");
  });
});

describe("the keys and dividers of a timeline", () => {
  const bot: Author = { kind: "bot", name: "Robin", turnId: "trn_1" };

  test("name what they stand for", () => {
    const entries = buildTimeline([laneSession(said(CUSTOMER, "one"))], { ...plain, newAfter: 0 });

    expect(entries.map(({ kind, key }) => [kind, key])).toEqual([
      ["day", "fact 1 day"],
      ["new", "new"],
      ["message", "fact 1"],
    ]);
    expect(entries[0]).toMatchObject({ at: NOON });
  });

  test("have everybody who answered once, and no length while a chat is open", () => {
    const session = laneSession(
      said(CUSTOMER, "Hello"),
      said(bot, "Hi"),
      said(ANA, "Hi"),
      said(ANA, "Hi again"),
    );
    const [first] = buildTimeline([session, laneSession()], plain);

    expect(first).toEqual({
      kind: "session",
      key: session.session.id,
      channel: "chat",
      openedAt: NOON,
      lengthMs: null,
      names: ["Robin", "Ana"],
    });
  });

  test("are missing where there is one chat, and New is in the last one only", () => {
    const one = laneSession(said(CUSTOMER, "one"));
    const two = laneSession(said(CUSTOMER, "two"));

    expect(drawn([one], { ...plain, newAfter: 0 })).toEqual(["day", "new", "one"]);
    expect(drawn([one, two], { ...plain, newAfter: 0 })).toEqual([
      "session",
      "day",
      "one",
      "session",
      "new",
      "two",
    ]);
  });

  test("keep New above the first unseen message, although a member answered an earlier one", () => {
    const session = laneSession(
      said(CUSTOMER, "one"),
      said(ANA, "Hi"),
      said(CUSTOMER, "two"),
      said(bot, "Yes"),
    );

    expect(drawn([session], { ...plain, newAfter: 1 })).toEqual(["day", "one", "Hi", "new", "two", "Yes"]);
    expect(drawn([session], { ...plain, newAfter: 5 })).not.toContain("new");
  });
});

describe("mail in a timeline", () => {
  test("stands where it happened, beside the chats that came meanwhile", () => {
    const chat = { ...laneSession(), facts: [numbered(3, said(CUSTOMER, "in chat"))] };
    const mail = laneSession();
    const facts = [numbered(2, said(ANA, "first")), numbered(4, said(ANA, "second"))];
    const session = { ...mail.session, channel: "mail" as const, ourMessages: 2 };

    expect(drawn([{ ...mail, session, facts }, chat])).toEqual([
      "session",
      "day",
      "first",
      "session",
      "in chat",
      "second",
    ]);
  });

  test("says of each message how it went, also where the first ones are not loaded", () => {
    const mail = laneSession(said(ANA, "two"), said(CUSTOMER, "hm"), said(ANA, "three"));
    const session = { ...mail.session, channel: "mail" as const, ourMessages: 3 };
    const went = (seen: number) =>
      buildTimeline([{ ...mail, session, seen }], plain).flatMap((entry) =>
        entry.kind === "message" ? entry.delivery : [],
      );

    expect(went(0)).toEqual(["on-return", "left", "on-return"]);
    expect(went(2)).toEqual(["seen", "left", "on-return"]);
    expect(went(3)).toEqual(["seen", "left", "seen"]);
  });

  test("is marked as done, and not as a chat that ended", () => {
    const by = { kind: "member", memberId: "mem_ana", name: "Ana" } as const;
    const ended = { kind: "session-ended", sessionId: "ses_1", at: NOON, by, unattended: false } as const;
    const mail = laneSession(ended);

    expect(drawn([{ ...mail, session: { ...mail.session, channel: "mail" } }])).toEqual([
      "day",
      "mail-ended",
    ]);
  });

  test("of a chat has no delivery", () => {
    const [, entry] = buildTimeline([laneSession(said(ANA, "one"))], plain);

    expect(entry).toMatchObject({ kind: "message", delivery: null });
  });
});
