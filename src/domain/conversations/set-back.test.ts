import { describe, expect, test } from "bun:test";
import { applyFacts } from "../model/apply-fact.ts";
import { HOUR, MINUTE, SECOND } from "../model/instant.ts";
import { isExpired } from "../model/session-clock.ts";
import { InMemoryOrganization, NOON } from "../testing/in-memory-organization.ts";
import { recordingTime } from "./recording-time.ts";
import { decideSetBack } from "./set-back.ts";

const LIMIT = 5 * MINUTE;
const SETTINGS = { limitMs: LIMIT, warningMs: MINUTE };

describe("the time of a write", () => {
  test("is the clock's, and never before the newest fact by a step that is soon made up", () => {
    expect(recordingTime(NOON, NOON - HOUR)).toEqual({ now: NOON, setBackMs: 0 });
    expect(recordingTime(NOON, NOON)).toEqual({ now: NOON, setBackMs: 0 });
    expect(recordingTime(NOON - 10 * SECOND, NOON)).toEqual({ now: NOON, setBackMs: 0 });
  });

  test("goes back with a clock that had been ahead, and says by how much", () => {
    expect(recordingTime(NOON - 10 * SECOND - 1, NOON)).toEqual({
      now: NOON - 10 * SECOND - 1,
      setBackMs: 10 * SECOND + 1,
    });
    expect(recordingTime(NOON, NOON + 3 * HOUR)).toEqual({ now: NOON, setBackMs: 3 * HOUR });
  });
});

describe("a session when the clock is set back", () => {
  test("says nothing of later, and ends as if its customer had written now", () => {
    const session = ahead();
    const after = applyFacts(session, decideSetBack(session, NOON, SETTINGS));

    expect(JSON.stringify(after)).not.toContain(String(NOON + 3 * HOUR));
    expect(after.openedAt).toBe(NOON);
    expect(isExpired(after, NOON + LIMIT - 1)).toBe(false);
    expect(isExpired(after, NOON + LIMIT)).toBe(true);
  });

  test("keeps its turn of the chatbot, with as much time as it had", () => {
    const turn = { ...TURN, startedAt: NOON + 3 * HOUR, givesUpAt: NOON + 3 * HOUR + MINUTE };
    const session = { ...ahead(), botTurn: turn };
    const after = applyFacts(session, decideSetBack(session, NOON, SETTINGS));

    expect(after.botTurn).toEqual({ ...turn, startedAt: NOON, givesUpAt: NOON + MINUTE });
  });

  test.each([
    ["opened later", { openedAt: NOON + 1 }],
    ["queued later", { queuedAt: NOON + 1 }],
    ["held later", { heldAt: NOON + 1 }],
    ["answered later", { awaitingSince: NOON + 1 }],
    ["kept open later", { clock: clockFrom(NOON + 1) }],
  ])("is touched when it was %s", (_what, later) => {
    const session = { ...atNoon(), ...later };
    const [fact, ...others] = decideSetBack(session, NOON, SETTINGS);

    expect(fact).toMatchObject({ kind: "clock-set-back", at: NOON, clock: clockFrom(NOON) });
    expect(others).toEqual([]);
    if (fact !== undefined) expect(decideSetBack(applyFacts(session, [fact]), NOON, SETTINGS)).toEqual([]);
  });

  test("is left alone where it is not ahead, and where it has ended", () => {
    expect(decideSetBack(atNoon(), NOON, SETTINGS)).toEqual([]);
    expect(decideSetBack({ ...ahead(), endedAt: NOON + 4 * HOUR }, NOON, SETTINGS)).toEqual([]);
  });
});

const TURN = { turnId: "trn_1", generation: 1, instanceId: "ins_1", attempt: 1, answers: 1 } as const;

function clockFrom(at: number) {
  const idleAt = at + LIMIT;
  return { idleAt, warningMs: MINUTE, expiresAt: idleAt, warnsAt: idleAt - MINUTE };
}

/** Opened at noon, by a clock that was right. */
function atNoon() {
  const organization = new InMemoryOrganization();
  return organization.session(organization.open("maria"));
}

/** Opened while the clock was three hours ahead. */
function ahead() {
  const organization = new InMemoryOrganization();
  organization.now = NOON + 3 * HOUR;
  return organization.session(organization.open("maria"));
}
