import { describe, expect, test } from "bun:test";
import type { Fact, SessionFact } from "#domain/model/fact.ts";
import type { SessionId } from "#domain/model/ids.ts";
import type { ReaderView, ShownFact } from "../../chaos/actors/messages/reader-view.ts";
import { checkFactNumbers } from "../../chaos/checks/check-fact-numbers.ts";
import type { DatabaseContent, FactRow } from "../../chaos/checks/database-content.ts";
import { createViolationCounters } from "../../chaos/support/violation-counters.ts";

const ORG = "org_1" as const;

/** Creates a fact of a session, as the database stores it. */
function row(no: number, sessionId: SessionId, sessionNo: number): FactRow {
  const fact: SessionFact = { kind: "session-rerouted", sessionId, routedUnder: 1 };
  return { orgId: ORG, no, sessionId, sessionNo, authorKey: null, clientId: null, fact, at: no };
}

function erased(no: number, ...sessions: SessionId[]): FactRow {
  const fact: Fact = { kind: "erased", customers: [], sessions, at: no };
  return { orgId: ORG, no, sessionId: null, sessionNo: null, authorKey: null, clientId: null, fact, at: no };
}

/** Creates a view of the numbers a member was shown, each with its session. */
function shown(...facts: (readonly [no: number, sessionId: SessionId])[]): ReaderView {
  const seen = facts.map(([no, sessionId]): ShownFact => ({
    no,
    kind: "session-rerouted",
    sessionId,
    clientId: null,
    text: null,
    by: null,
    at: no,
  }));
  return { actor: "ana", orgId: ORG, sessionId: null, stretches: [{ after: 0, shown: seen }] };
}

/** The number of faults that the checker reports. */
function faults(
  facts: FactRow[],
  { views = [], feedNo = facts.at(-1)?.no ?? 0 }: { views?: ReaderView[]; feedNo?: number } = {},
): number {
  const sessionNos = new Map(
    facts.flatMap(({ sessionId, sessionNo }) =>
      sessionId === null ? [] : [[sessionId, sessionNo ?? 0] as const],
    ),
  );
  const content: DatabaseContent = {
    messages: [],
    facts,
    feedNos: new Map([[ORG, feedNo]]),
    sessionNos,
    damage: "",
  };
  const counters = createViolationCounters();
  checkFactNumbers(content, views, counters);
  return counters.get("nonDense");
}

/** A feed in which session 1 had numbers 2 and 3, and is erased by number 5. */
const AFTER_ERASURE = [row(1, "ses_2", 1), row(4, "ses_2", 2), erased(5, "ses_1")];

describe("the chaos checker finds", () => {
  test("nothing wrong with numbers without gaps", () => {
    expect(faults([row(1, "ses_1", 1), row(2, "ses_2", 1), row(3, "ses_1", 2)])).toBe(0);
  });

  test("a hole that nothing explains, a repeat, and a counter that stands elsewhere", () => {
    expect(faults([row(1, "ses_1", 1), row(3, "ses_1", 2)])).toBe(1);
    expect(faults([row(1, "ses_1", 1), row(1, "ses_1", 2)])).toBe(1);
    expect(faults([row(1, "ses_1", 1)], { feedNo: 2 })).toBe(1);
  });

  test("nothing wrong where the facts of a session stood that was erased later", () => {
    expect(faults(AFTER_ERASURE, { views: [shown([2, "ses_1"], [3, "ses_1"])] })).toBe(0);
  });

  test("a hole where somebody was shown a fact of a session that nobody has erased", () => {
    expect(faults(AFTER_ERASURE, { views: [shown([2, "ses_1"], [3, "ses_3"])] })).toBe(1);
  });

  test("a hole of which nobody saw what stood there, beside one that is explained", () => {
    expect(faults(AFTER_ERASURE, { views: [shown([2, "ses_1"])] })).toBe(1);
  });

  test("a hole after the erasure that would explain it", () => {
    const facts = [erased(1, "ses_1"), row(3, "ses_2", 1)];

    expect(faults(facts, { views: [shown([2, "ses_1"])] })).toBe(1);
  });

  test("what is left of a session that was erased, and a gap in a session", () => {
    expect(faults([row(1, "ses_1", 1), erased(2, "ses_1")])).toBe(1);
    expect(faults([row(1, "ses_1", 1), row(2, "ses_1", 3)])).toBe(1);
  });
});
