import { describe, expect, test } from "bun:test";
import type { NumberedFact, SessionFact } from "../model/fact.ts";
import type { SessionId } from "../model/ids.ts";
import {
  earlierPageOf,
  applyFactToLane,
  prependEarlier,
  mergeLanes,
  type LaneSession,
  type LaneSnapshot,
  OPEN_LANES_MAX,
} from "./customer-lane.ts";
import { NOON, InMemoryOrganization } from "../testing/in-memory-organization.ts";

/** Creates a chat with `count` further facts after its opening, as the server sends it, numbered from 1. */
function chat(name: string, count: number): { session: LaneSession; entries: NumberedFact<SessionFact>[] } {
  const organization = new InMemoryOrganization();
  const id = organization.open(name);
  const session = { ...organization.session(id) };
  const kept = (at: number): SessionFact => ({ kind: "kept-open", sessionId: id, at, clock: session.clock });
  const opened: SessionFact = {
    kind: "session-opened",
    sessionId: id,
    session,
    customer: { id: session.customerId, name, email: `${name}@example.com` },
  };
  const facts = [opened, ...Array.from({ length: count }, (_, index) => kept(NOON + index))];
  const entries = facts.map((fact, index) => ({ no: index + 1, sessionNo: index + 1, fact }));
  return { session: { session, facts: entries, earlier: false }, entries };
}

function lane(session: LaneSession, from: number, to: number): LaneSnapshot {
  const facts = session.facts.slice(from - 1, to);
  const customer = { id: session.session.customerId, name: "maria", email: "maria@example.com" };
  return {
    no: to,
    customer,
    sessions: [{ ...session, facts, earlier: from > 1 }],
    earlier: false,
    read: 0,
  };
}

const numbers = ({ sessions }: LaneSnapshot) => sessions.flatMap(({ facts }) => facts.map(({ no }) => no));

describe("a lane", () => {
  test("adds what happens in its customer's chats, once", () => {
    const { session, entries } = chat("maria", 3);
    const known = lane(session, 1, 2);

    const grown = entries.reduce(applyFactToLane, known);

    expect(numbers(grown)).toEqual([1, 2, 3, 4]);
    expect(entries.reduce(applyFactToLane, grown)).toEqual(grown);
  });

  test("does not mind other customers", () => {
    const known = lane(chat("maria", 1).session, 1, 2);
    const [opened] = chat("jo", 0).entries;

    expect(opened && applyFactToLane(known, { ...opened, no: 3 })).toBe(known);
  });

  test("begins a new chat below when its customer comes back", () => {
    const known = lane(chat("maria", 1).session, 1, 2);
    const [opened] = chat("maria", 0).entries;
    if (opened?.fact.kind !== "session-opened") throw new Error("not opened");
    const again = {
      ...opened.fact,
      sessionId: "ses_again",
      session: { ...opened.fact.session, id: "ses_again" },
    } as const;

    const grown = applyFactToLane({ ...known, read: 3 }, { no: 3, sessionNo: 1, fact: again });

    expect(grown.sessions.map(({ session }) => session.id)).toEqual([
      known.sessions[0]?.session.id ?? "ses_",
      "ses_again",
    ]);
    expect(grown.read).toBe(0);
  });

  test("keeps the older facts it had when it is looked at afresh", () => {
    const { session } = chat("maria", 9);

    expect(numbers(mergeLanes(lane(session, 1, 6), lane(session, 4, 10)))).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
    expect(numbers(mergeLanes(lane(session, 4, 10), lane(session, 1, 6)))).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
  });

  test("never shows facts with a gap between them", () => {
    const { session } = chat("maria", 9);

    const renewed = mergeLanes(lane(session, 1, 3), lane(session, 6, 10));

    expect(numbers(renewed)).toEqual([6, 7, 8, 9, 10]);
    expect(earlierPageOf(renewed)).toEqual({ sessionId: session.session.id, sessionNo: 6 });
  });

  test("takes the whole words of a fresh look for those that were cut on the way", () => {
    const { session } = chat("maria", 2);
    const known = lane(session, 1, 3);
    const whole = lane(
      {
        ...session,
        facts: session.facts.map((entry) => ({ ...entry, fact: { ...entry.fact, at: 7 } as SessionFact })),
      },
      1,
      2,
    );

    const [, second] = mergeLanes(known, whole).sessions[0]?.facts ?? [];

    expect(second?.fact).toMatchObject({ at: 7 });
  });

  test("asks for older facts first, then for older chats, then for nothing", () => {
    const { session } = chat("maria", 9);
    const recent = { ...lane(session, 6, 10), earlier: true };
    const sessionId = session.session.id;

    const whole = prependEarlier(recent, {
      sessions: [{ ...session, facts: session.facts.slice(0, 5) }],
      earlier: false,
    });

    expect(earlierPageOf(recent)).toEqual({ sessionId, sessionNo: 6 });
    expect(earlierPageOf(whole)).toEqual({ sessionId, sessionNo: null });
    expect(numbers(whole)).toHaveLength(10);
    expect(earlierPageOf(prependEarlier(whole, { sessions: [], earlier: false }))).toBeNull();
  });
});

describe("an erasure", () => {
  test("takes its chats from the lane, and moves it on only if it had one of them", () => {
    const [first, second] = [chat("maria", 1).session, chat("maria", 1).session];
    const other = { ...second, session: { ...second.session, id: "ses_other" } } as const;
    const known = { ...lane(first, 1, 2), sessions: [first, other] };
    const erased = (...sessions: SessionId[]) =>
      applyFactToLane(known, {
        no: 9,
        sessionNo: null,
        fact: { kind: "erased", customers: [], sessions, at: NOON },
      });

    expect(erased("ses_other")).toEqual({ ...known, no: 9, sessions: [first] });
    expect(erased("ses_nowhere")).toBe(known);
  });
});

describe("a fact", () => {
  const { session, entries } = chat("maria", 2);

  test("changes its own chat only, and the state of it", () => {
    const other = { ...session, session: { ...session.session, id: "ses_other" } } as const;
    const known = { ...lane(session, 1, 2), sessions: [lane(session, 1, 2).sessions[0] ?? session, other] };
    const clock = { idleAt: 7, warningMs: 1, expiresAt: 7, warnsAt: 6 };
    const kept = { kind: "kept-open", sessionId: session.session.id, at: 7, clock } as const;
    const [changed, same] = applyFactToLane(known, { no: 3, sessionNo: 3, fact: kept }).sessions;

    expect(changed?.session.clock).toEqual(clock);
    expect(changed?.facts.at(-1)).toEqual({ no: 3, sessionNo: 3, fact: kept });
    expect(same).toBe(other);
  });

  test("about the organization, or another chat, changes nothing", () => {
    const known = lane(session, 1, 2);
    const elsewhere = { kind: "person-offered", sessionId: "ses_other", at: 1 } as const;

    expect(applyFactToLane(known, { no: 3, sessionNo: null, fact: { kind: "members-changed", at: 1 } })).toBe(
      known,
    );
    expect(applyFactToLane(known, { no: 3, sessionNo: 1, fact: elsewhere })).toBe(known);
  });

  test("that opens a chat has the customer's newest name, and nothing before it", () => {
    const [opened] = entries;
    if (opened?.fact.kind !== "session-opened") throw new Error("not opened");
    const customer = { ...opened.fact.customer, name: "Marie" };
    const again = { ...opened.fact, sessionId: "ses_again", customer } as const;
    const grown = applyFactToLane(lane(session, 1, 2), { no: 3, sessionNo: 1, fact: again });

    expect(grown).toMatchObject({ no: 3, customer: { name: "Marie" } });
    expect(grown.sessions.at(-1)).toMatchObject({ earlier: false, facts: [{ no: 3, sessionNo: 1 }] });
  });
});

const named = (id: SessionId) => {
  const one = chat("maria", 1).session;
  return { ...one, session: { ...one.session, id } };
};

const ids = ({ sessions }: LaneSnapshot) => sessions.map(({ session }) => session.id as string);

describe("lanes of several chats", () => {
  const [a, b, c] = [named("ses_a"), named("ses_b"), named("ses_c")];
  const of = (no: number, earlier: boolean, ...sessions: LaneSession[]): LaneSnapshot => {
    return { ...lane(a, 1, 2), no, earlier, sessions };
  };

  test("keep the older chats that were loaded, and what is known of those before them", () => {
    const merged = mergeLanes(of(1, false, a, b), of(2, true, b, c));

    expect(ids(merged)).toEqual(["ses_a", "ses_b", "ses_c"]);
    expect(merged).toMatchObject({ no: 2, earlier: false });
  });

  test("that begin with the same chat say what the newer one knows of those before it", () => {
    expect(mergeLanes(of(1, false, a), of(2, true, a, b)).earlier).toBe(true);
    expect(mergeLanes(of(1, true, a), of(2, false, a, b)).earlier).toBe(false);
  });

  test("that have no chat in common are the newer one", () => {
    const [older, newer] = [of(1, false, a), of(2, true, b)];

    expect(mergeLanes(older, newer)).toBe(newer);
    expect(mergeLanes(newer, older)).toBe(newer);
    const empty = of(3, false);
    expect(mergeLanes(older, empty)).toBe(empty);
  });

  test("have the state of the newer one, also if that was loaded before", () => {
    const ended = { ...a, session: { ...a.session, endedAt: 9 } };

    expect(mergeLanes(of(1, false, a), of(2, false, ended)).sessions[0]?.session.endedAt).toBe(9);
    expect(mergeLanes(of(2, false, ended), of(1, false, a)).sessions[0]?.session.endedAt).toBe(9);
  });

  test("get older chats above theirs", () => {
    const whole = prependEarlier(of(1, true, b, c), { sessions: [a], earlier: false });

    expect(ids(whole)).toEqual(["ses_a", "ses_b", "ses_c"]);
    expect(earlierPageOf(whole)).toBeNull();
    expect(earlierPageOf(of(1, true))).toBeNull();
  });

  test("know whether their first chat has facts that are not loaded", () => {
    const tail = { ...b, facts: b.facts.slice(1), earlier: true };
    const filled = prependEarlier(of(1, true, tail, c), {
      sessions: [{ ...b, facts: b.facts.slice(0, 1), earlier: false }],
      earlier: true,
    });

    expect(filled.sessions[0]).toMatchObject({ earlier: false, facts: [{ no: 1 }, { no: 2 }] });
    expect(ids(filled)).toEqual(["ses_b", "ses_c"]);
    expect(earlierPageOf(filled)).toEqual({ sessionId: "ses_b", sessionNo: null });
  });
});

test("thirty lanes are open at most", () => {
  expect(OPEN_LANES_MAX).toBe(30);
});

test("a chat of which no facts are loaded is filled by one that has them, from either side", () => {
  const { session } = chat("maria", 1);
  const [full, empty] = [lane(session, 1, 2), { ...lane(session, 1, 2), no: 3 }];
  const without = { ...empty, sessions: [{ ...session, facts: [], earlier: true }] };

  for (const merged of [mergeLanes(full, without), mergeLanes(without, full)]) {
    expect(numbers(merged)).toEqual([1, 2]);
    expect(merged.sessions[0]?.earlier).toBe(false);
  }
});
