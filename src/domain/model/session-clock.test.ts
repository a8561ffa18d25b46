import { describe, expect, test } from "bun:test";
import { MINUTE, SECOND } from "./instant.ts";
import { extendClockForTurn, isExpired, releaseClockFromTurn, restartClock } from "./session-clock.ts";
import { NOON } from "../testing/in-memory-organization.ts";

const fiveMinutes = { limitMs: 5 * MINUTE, warningMs: MINUTE };
const active = (clock: ReturnType<typeof restartClock>) => ({ clock, endedAt: null });

describe("the session clock", () => {
  test("at 4:59.999 a session is active", () => {
    const clock = restartClock(fiveMinutes, NOON, null);

    expect(isExpired(active(clock), NOON + 5 * MINUTE - 1)).toBe(false);
  });

  test("at 5:00.000 it is not", () => {
    const clock = restartClock(fiveMinutes, NOON, null);

    expect(isExpired(active(clock), NOON + 5 * MINUTE)).toBe(true);
  });

  test("a session that has ended is not over a second time", () => {
    const clock = restartClock(fiveMinutes, NOON, null);

    expect(isExpired({ clock, endedAt: NOON }, NOON + 10 * MINUTE)).toBe(false);
  });

  test("warns a minute before", () => {
    expect(restartClock(fiveMinutes, NOON, null).warnsAt).toBe(NOON + 4 * MINUTE);
  });

  test("warns at half-time when the limit is shorter than two warnings", () => {
    const clock = restartClock({ limitMs: 10 * SECOND, warningMs: MINUTE }, NOON, null);

    expect(clock).toEqual({
      idleAt: NOON + 10 * SECOND,
      warningMs: 5 * SECOND,
      expiresAt: NOON + 10 * SECOND,
      warnsAt: NOON + 5 * SECOND,
    });
  });

  test("a session outlives the chatbot's open turn", () => {
    const clock = restartClock({ limitMs: 10 * SECOND, warningMs: 5 * SECOND }, NOON, null);

    expect(extendClockForTurn(clock, { givesUpAt: NOON + MINUTE }).expiresAt).toBe(NOON + MINUTE);
  });

  test("an open turn shortens nothing", () => {
    const clock = restartClock(fiveMinutes, NOON, null);

    expect(extendClockForTurn(clock, { givesUpAt: NOON + MINUTE })).toEqual(clock);
  });

  test("after a failed turn at least one warning period is left", () => {
    const clock = extendClockForTurn(
      restartClock({ limitMs: 10 * SECOND, warningMs: 5 * SECOND }, NOON, null),
      {
        givesUpAt: NOON + MINUTE,
      },
    );

    expect(releaseClockFromTurn(clock, NOON + MINUTE).expiresAt).toBe(NOON + MINUTE + 5 * SECOND);
  });

  test("after a turn that failed early the limit counts as if there had been none", () => {
    const wound = restartClock(fiveMinutes, NOON, null);
    const clock = extendClockForTurn(wound, { givesUpAt: NOON + MINUTE });

    expect(releaseClockFromTurn(clock, NOON + SECOND)).toEqual(wound);
  });
});
