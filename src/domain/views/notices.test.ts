import { describe, expect, test } from "bun:test";
import { publicNameOf } from "../model/member.ts";
import type { HeldWhy, SessionFact } from "../model/fact.ts";
import type { Holder } from "../model/session.ts";
import { InMemoryOrganization, NOON } from "../testing/in-memory-organization.ts";
import { toPublicFact } from "./public-fact.ts";
import { buildTimeline } from "./timeline.ts";

const organization = new InMemoryOrganization();
const session = organization.session(organization.open("maria"));
const sessionId = session.id;
const clock = { idleAt: 1, warningMs: 2, expiresAt: 3, warnsAt: 4 };
const publicClock = { expiresAt: 3, warnsAt: 4 };
const ADA = { kind: "agent", memberId: "mem_ada", name: "Ada" } as const;
const REASON = { rule: "random", candidates: [], tieBreak: null } as const;

function held(holder: Holder, why: HeldWhy): SessionFact {
  const place = { generation: 2, routedUnder: 1, needsPerson: true, queuedAt: null, returned: false };
  return { kind: "session-held", sessionId, holder, why, at: NOON, ...place, movedBySwitch: null };
}

/** What a member's lane shows of a fact. */
function shownToMembers(fact: SessionFact) {
  const lane = { session, facts: [{ no: 1, sessionNo: 1, fact }], earlier: false };
  const entries = buildTimeline([lane], { dayOf: () => "today", newAfter: null });
  return entries.flatMap((entry) => (entry.kind === "line" ? [{ at: entry.at, ...entry.line }] : []));
}

/** What the customer is shown of a change of holder. */
function lineOf(fact: SessionFact) {
  const told = toPublicFact(fact);
  return told?.kind === "session-held" ? told.line : undefined;
}

const QUEUED: [why: HeldWhy, members: string | null, customer: string | null][] = [
  [{ kind: "person-asked" }, "person-asked", "person-asked"],
  [{ kind: "bot-unsure" }, "bot-unsure", "bot-unsure"],
  [{ kind: "bot-asked" }, "bot-asked", "person-asked"],
  [{ kind: "agent-gone" }, "agent-gone", "agent-gone"],
  [{ kind: "switched" }, "switched", "switched"],
  [{ kind: "switch-undone" }, "switch-undone", "switched"],
  // Members are shown the failure itself, with its cause.
  [{ kind: "bot-failed" }, null, "bot-failed"],
];
describe("a chat that goes to the queue", () => {
  test.each(QUEUED)("because of %j says so to members and to the customer", (why, members, customer) => {
    const fact = held({ kind: "queue" }, why);

    expect(shownToMembers(fact)).toEqual(
      members === null ? [] : [{ at: NOON, kind: "to-line", why: members } as never],
    );
    expect(lineOf(fact)).toEqual(customer === null ? null : ({ kind: customer } as never));
  });
});

describe("a chat that goes to the chatbot", () => {
  const reasons = ["handed-back", "bot-chosen", "switched", "switch-undone"] as const;

  test.each(reasons)("because of “%s” says why to members, and only that to the customer", (kind) => {
    const fact = held({ kind: "bot" }, { kind });

    expect(shownToMembers(fact)).toEqual([{ at: NOON, kind: "to-bot", why: kind }]);
    expect(lineOf(fact)).toEqual({ kind: "to-bot" });
  });
});

describe("a chat that goes to an agent", () => {
  const reasons: HeldWhy[] = [
    { kind: "assigned", reason: REASON },
    { kind: "accepted" },
    { kind: "took-over" },
  ];

  test.each(reasons)("says who has joined, whatever the reason: %j", (why) => {
    const fact = held(ADA, why);

    const entry = { at: NOON, kind: "joined", name: "Ada", memberId: "mem_ada" } as const;
    expect(shownToMembers(fact)).toEqual([
      why.kind === "assigned" ? { ...entry, reason: why.reason } : entry,
    ]);
    expect(lineOf(fact)).toEqual({ kind: "joined", name: publicNameOf({ name: "Ada" }) });
  });
});

describe("what is shown of other facts", () => {
  const byAda = { kind: "member", memberId: "mem_ada", name: "Ada" } as const;
  const turn = {
    turnId: "trn_1",
    generation: 1,
    instanceId: "here",
    attempt: 1,
    startedAt: NOON,
    givesUpAt: 9,
    answers: 1,
  } as const;
  const stopped = (why: "customer" | "taken-over") =>
    ({ kind: "bot-turn-stopped", sessionId, turnId: "trn_1", why, at: NOON, clock }) as const;
  const ended = (by: Extract<SessionFact, { kind: "session-ended" }>["by"]) =>
    ({ kind: "session-ended", sessionId, at: NOON, by, unattended: true }) as const;

  const cases: [fact: SessionFact, members: object | null, customer: object | null][] = [
    [
      {
        kind: "session-opened",
        sessionId,
        session: { ...session, clock },
        customer: { id: "cus_1", name: "", email: "" },
      },
      null,
      { kind: "session-opened", holder: { kind: "bot" }, ...publicClock },
    ],
    [
      { kind: "kept-open", sessionId, at: NOON, clock },
      { kind: "kept-open" },
      { kind: "kept-open", ...publicClock },
    ],
    [{ kind: "clock-set-back", sessionId, at: NOON, clock }, null, { kind: "kept-open", ...publicClock }],
    [
      { kind: "bot-turn-started", sessionId, turn, clock },
      null,
      {
        kind: "bot-turn-started",
        turn: { turnId: "trn_1", startedAt: NOON },
        offered: false,
        ...publicClock,
      },
    ],
    [
      stopped("customer"),
      { kind: "bot-stopped" },
      {
        kind: "bot-turn-stopped",
        turn: null,
        line: { kind: "bot-stopped", turnId: "trn_1" },
        at: NOON,
        ...publicClock,
      },
    ],
    [
      stopped("taken-over"),
      null,
      { kind: "bot-turn-stopped", turn: null, line: null, at: NOON, ...publicClock },
    ],
    [
      { kind: "bot-turn-failed", sessionId, turnId: "trn_1", cause: "timeout", at: NOON, clock },
      { kind: "bot-failed", cause: "timeout" },
      { kind: "bot-turn-failed", turn: null, ...publicClock },
    ],
    [
      { kind: "person-offered", sessionId, at: NOON },
      { kind: "person-offered" },
      { kind: "person-offered", offered: true },
    ],
    [
      ended(byAda),
      { kind: "ended", by: byAda },
      {
        kind: "session-ended",
        holder: { kind: "nobody" },
        turn: null,
        offered: false,
        ended: { at: NOON, by: "member", name: "Ada" },
      },
    ],
    [
      ended({ kind: "idle" }),
      { kind: "ended", by: { kind: "idle" } },
      {
        kind: "session-ended",
        holder: { kind: "nobody" },
        turn: null,
        offered: false,
        ended: { at: NOON, by: "idle", name: null },
      },
    ],
    [{ kind: "session-rerouted", sessionId, routedUnder: 2 }, null, null],
    [{ kind: "holder-away", sessionId, away: true, at: NOON }, null, null],
    [{ kind: "session-attended", sessionId, memberId: null, at: NOON }, null, null],
  ];
  test.each(cases)("%j", (fact, members, customer) => {
    expect(shownToMembers(fact)).toEqual(members === null ? [] : [{ at: NOON, ...members } as never]);
    expect(toPublicFact(fact)).toEqual(customer as never);
  });
});

test("a customer is shown a message with its author's name and the titles of its sources, and no ids", () => {
  const message = {
    id: "msg_1",
    sessionId,
    author: { kind: "bot", name: "Robin", turnId: "trn_1" },
    clientId: "trn_1",
    text: "Yes.",
    sentAt: NOON,
    sources: [{ articleId: "art_1", title: "Returns" }],
    stopped: false,
  } as const;
  const told = (shortened: boolean) =>
    toPublicFact({
      kind: "message-posted",
      sessionId,
      message: shortened ? { ...message, shortened } : message,
      clock,
    });
  const shown = {
    clientId: "trn_1",
    author: { kind: "bot", name: "Robin" },
    text: "Yes.",
    sentAt: NOON,
    sources: [{ title: "Returns" }],
    stopped: false,
  } as const;

  expect(told(false)).toEqual({ kind: "message-posted", message: shown, ...publicClock });
  expect(told(true)).toEqual({
    kind: "message-posted",
    message: { ...shown, shortened: true },
    ...publicClock,
  });
});
