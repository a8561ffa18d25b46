import { describe, expect, test } from "bun:test";
import { MINUTE, SECOND } from "./instant.ts";
import { holdClock, isOver, releaseClock, windClock } from "./session-clock.ts";
import { NOON } from "../testing/in-memory-organization.ts";

const fiveMinutes = { limitMs: 5 * MINUTE, warningMs: MINUTE };
const active = (clock: ReturnType<typeof windClock>) => ({ clock, endedAt: null });

describe("the session clock", () => {
  test("at 4:59.999 a session is active", () => {
    const clock = windClock(fiveMinutes, NOON, null);

    expect(isOver(active(clock), NOON + 5 * MINUTE - 1)).toBe(false);
  });

  test("at 5:00.000 it is not", () => {
    const clock = windClock(fiveMinutes, NOON, null);

    expect(isOver(active(clock), NOON + 5 * MINUTE)).toBe(true);
  });

  test("a session that has ended is not over a second time", () => {
    const clock = windClock(fiveMinutes, NOON, null);

    expect(isOver({ clock, endedAt: NOON }, NOON + 10 * MINUTE)).toBe(false);
  });

  test("warns a minute before", () => {
    expect(windClock(fiveMinutes, NOON, null).warnsAt).toBe(NOON + 4 * MINUTE);
  });

  test("warns at half-time when the limit is shorter than two warnings", () => {
    const clock = windClock({ limitMs: 10 * SECOND, warningMs: MINUTE }, NOON, null);

    expect(clock).toEqual({
      idleAt: NOON + 10 * SECOND,
      warningMs: 5 * SECOND,
      expiresAt: NOON + 10 * SECOND,
      warnsAt: NOON + 5 * SECOND,
    });
  });

  test("a session outlives the chatbot's open turn", () => {
    const clock = windClock({ limitMs: 10 * SECOND, warningMs: 5 * SECOND }, NOON, null);

    expect(holdClock(clock, { givesUpAt: NOON + MINUTE }).expiresAt).toBe(NOON + MINUTE);
  });

  test("an open turn shortens nothing", () => {
    const clock = windClock(fiveMinutes, NOON, null);

    expect(holdClock(clock, { givesUpAt: NOON + MINUTE })).toEqual(clock);
  });

  test("after a failed turn at least one warning period is left", () => {
    const clock = holdClock(windClock({ limitMs: 10 * SECOND, warningMs: 5 * SECOND }, NOON, null), {
      givesUpAt: NOON + MINUTE,
    });

    expect(releaseClock(clock, NOON + MINUTE).expiresAt).toBe(NOON + MINUTE + 5 * SECOND);
  });

  test("after a turn that failed early the limit counts as if there had been none", () => {
    const wound = windClock(fiveMinutes, NOON, null);
    const clock = holdClock(wound, { givesUpAt: NOON + MINUTE });

    expect(releaseClock(clock, NOON + SECOND)).toEqual(wound);
  });
});
