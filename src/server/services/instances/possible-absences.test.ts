import { expect, test } from "bun:test";
import { SECOND } from "#domain/model/instant.ts";
import { createPossibleAbsences } from "./possible-absences.ts";

const KEY = { orgId: "org_1", sessionId: "ses_1" } as const;
const OTHER = { orgId: "org_1", sessionId: "ses_2" } as const;

test("an absence counts from the first look at the clock, and again from a look before it", () => {
  const possible = createPossibleAbsences();
  possible.suspect(KEY);
  expect(possible.absentFor(10, 100)).toEqual([]);
  expect(possible.absentFor(10, 109)).toEqual([]);
  expect(possible.absentFor(10, 110)).toEqual([{ ...KEY, since: 100, graceMs: 30 * SECOND, isLoss: false }]);
  // The clock was set back.
  expect(possible.absentFor(10, 50)).toEqual([]);
  expect(possible.absentFor(10, 60)).toHaveLength(1);
});

test("a suspicion changes nothing of what is known, a loss begins anew, and time can be given", () => {
  const possible = createPossibleAbsences();
  possible.giveTime(KEY, 100, 7);
  possible.suspect(KEY);
  expect(possible.absentFor(0, 100)).toEqual([{ ...KEY, since: 100, graceMs: 7, isLoss: false }]);
  possible.addLoss(KEY);

  expect(possible.absentFor(0, 200)).toEqual([{ ...KEY, since: 200, graceMs: 30 * SECOND, isLoss: true }]);
});

test("of those who are absent five hundred are looked up at once, the others next", () => {
  const possible = createPossibleAbsences();
  for (let no = 0; no < 501; no += 1) possible.suspect({ orgId: "org_1", sessionId: `ses_${no}` });
  const first = possible.absentFor(0, 1);
  expect(first).toHaveLength(500);
  possible.remove(first);

  expect(possible.absentFor(0, 1).map(({ sessionId }) => sessionId)).toEqual(["ses_500"]);
});

test("one who was lost again after they were looked up stays", () => {
  const possible = createPossibleAbsences();
  possible.suspect(KEY);
  possible.suspect(OTHER);
  const old = possible.absentFor(0, 1);
  possible.addLoss(KEY);
  possible.remove(old);

  expect(possible.absentFor(0, 2).map(({ sessionId }) => sessionId)).toEqual(["ses_1"]);
});

test("who has lost a connection here after an absence was noted was here since; others were not", () => {
  const possible = createPossibleAbsences();
  const noted = { sessionId: KEY.sessionId, dueAt: 100 + 30 * SECOND };
  expect(possible.wasHereSince(noted)).toBe(false);
  possible.suspect(KEY);
  expect(possible.wasHereSince(noted)).toBe(false);
  possible.addLoss(KEY);
  expect(possible.wasHereSince(noted)).toBe(true);
  possible.absentFor(0, 100);
  expect(possible.wasHereSince(noted)).toBe(false);
  possible.addLoss(KEY);
  possible.absentFor(0, 101);

  expect(possible.wasHereSince(noted)).toBe(true);
});
