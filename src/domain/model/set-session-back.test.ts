import { describe, expect, test } from "bun:test";
import { InMemoryOrganization, NOON } from "../testing/in-memory-organization.ts";
import type { Session } from "./session.ts";
import { clockSetBack, isAheadOf, setSessionBack } from "./set-session-back.ts";

const SETTINGS = { limitMs: 300_000, warningMs: 60_000 };
const organization = new InMemoryOrganization();
const atNoon = organization.session(organization.open("maria"));
const clock = { idleAt: 5, warningMs: 1, expiresAt: 5, warnsAt: 4 };
const turn = {
  turnId: "trn_1",
  generation: 1,
  instanceId: "here",
  attempt: 1,
  startedAt: NOON,
  givesUpAt: NOON + 60_000,
  answers: 1,
} as const;
/** Everything that bears an instant, at that of `at`. */
function everythingAt(at: number): Session {
  return {
    ...atNoon,
    openedAt: at,
    queuedAt: at,
    heldAt: at,
    awaitingSince: at,
    lastWords: { by: "customer", text: "Hello", at },
    movedBySwitch: { under: 2, from: "queue", queuedAt: at },
    botTurn: { ...turn, startedAt: at, givesUpAt: at + 60_000 },
  };
}

describe("a session that is set back", () => {
  test("has nothing later than that time", () => {
    expect(setSessionBack(everythingAt(NOON + 9), NOON, clock)).toEqual({ ...everythingAt(NOON), clock });
  });

  test("keeps what was earlier, and what it does not have", () => {
    expect(setSessionBack(everythingAt(NOON - 9), NOON, clock)).toEqual({ ...everythingAt(NOON - 9), clock });
    expect(setSessionBack(atNoon, NOON, clock)).toEqual({ ...atNoon, clock });
    const moved = { ...atNoon, movedBySwitch: { under: 2, from: "bot", queuedAt: null } } as const;
    expect(setSessionBack(moved, NOON, clock)).toEqual({ ...moved, clock });
  });

  test("lasts its limit from then, and at least as long as the chatbot's turn", () => {
    const long = { ...atNoon, botTurn: { ...turn, startedAt: NOON + 9, givesUpAt: NOON + 900_009 } };

    expect(clockSetBack(atNoon, NOON, SETTINGS).expiresAt).toBe(NOON + 300_000);
    expect(clockSetBack(long, NOON, SETTINGS)).toMatchObject({
      idleAt: NOON + 300_000,
      expiresAt: NOON + 900_000,
    });
  });
});

test("a session is ahead if anything it bears is yet to come, by a millisecond or more", () => {
  const idleFrom = (at: number) => ({ ...atNoon.clock, idleAt: at + SETTINGS.limitMs });
  const later: Partial<Session>[] = [
    { openedAt: NOON + 1 },
    { queuedAt: NOON + 1 },
    { heldAt: NOON + 1 },
    { awaitingSince: NOON + 1 },
    { lastWords: { by: "customer", text: "Hello", at: NOON + 1 } },
    { botTurn: { ...turn, startedAt: NOON + 1 } },
    { clock: idleFrom(NOON + 1) },
  ];

  for (const part of later) expect(isAheadOf({ ...atNoon, ...part }, NOON, SETTINGS)).toBe(true);
  expect(isAheadOf({ ...everythingAt(NOON), clock: idleFrom(NOON) }, NOON, SETTINGS)).toBe(false);
});
