import { describe, expect, test } from "bun:test";
import type { NumberedFact, SessionFact } from "../model/fact.ts";
import {
  earlierPageOf,
  applyFactToLane,
  prependEarlier,
  mergeLanes,
  type LaneSession,
  type LaneSnapshot,
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
