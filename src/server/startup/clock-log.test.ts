import { describe, expect, test } from "bun:test";
import { DAY, HOUR, MINUTE, SECOND } from "#domain/model/instant.ts";
import { clockSetText, createClockWatch, createSetBackLog, retentionHeldText } from "./clock-log.ts";

describe("the watch over the clock", () => {
  test("sees how far it was set, either way, and what time servers do not", () => {
    const clock = { wall: 10 * HOUR, monotonic: 0 };
    const pass = (ms: number, step = 0) => {
      clock.monotonic += ms;
      clock.wall += ms + step;
    };
    const look = createClockWatch({ now: () => clock.wall, monotonicNow: () => clock.monotonic });

    pass(SECOND);
    expect(look()).toBe(0);
    pass(SECOND, 4 * SECOND);
    expect(look()).toBe(0);
    pass(SECOND, 5 * SECOND);
    expect(look()).toBe(5 * SECOND);
    pass(SECOND, 3 * HOUR);
    expect(look()).toBe(3 * HOUR);
    pass(HOUR);
    expect(look()).toBe(0);
    pass(SECOND, -3 * HOUR);
    expect(look()).toBe(-3 * HOUR);
  });

  test("says it in one line", () => {
    expect(clockSetText(3 * HOUR + 2 * MINUTE)).toStartWith("the clock was set ahead by 3 h 2 min,");
    expect(clockSetText(-12 * SECOND)).toStartWith("the clock was set back by 12 s.");
    expect(clockSetText(4 * HOUR - SECOND)).toStartWith("the clock was set ahead by 4 h,");
    expect(clockSetText(-HOUR)).toStartWith("the clock was set back by 1 h.");
    expect(clockSetText(4 * HOUR - MINUTE)).toStartWith("the clock was set ahead by 3 h 59 min,");
    expect(clockSetText(MINUTE)).toStartWith("the clock was set ahead by 1 min,");
    expect(clockSetText(MINUTE - 1)).toStartWith("the clock was set ahead by 60 s,");
  });
});

test("a record that is ahead of the clock is one line a minute, however many companies find it so", () => {
  const clock = { at: 0 };
  const lines: string[] = [];
  const onSetBack = createSetBackLog(
    (line) => lines.push(line),
    () => clock.at,
  );
  for (let company = 0; company < 9; company += 1) onSetBack(3 * HOUR);
  clock.at = MINUTE - 1;
  onSetBack(3 * HOUR);
  clock.at = MINUTE;
  onSetBack(90 * SECOND);

  expect(lines.map((line) => line.slice(0, 38))).toEqual([
    "the newest entry is 3 h ahead of the c",
    "the newest entry is 2 min ahead of the",
  ]);
});

test("a clock that retention does not go by is named with its day and how far it is ahead", () => {
  const trustedAt = Date.UTC(2026, 10, 30, 12);
  const line = retentionHeldText(trustedAt + 400.9 * DAY, trustedAt);

  expect(line).toStartWith("the clock says 2028-01-05, 400 days after");
  expect(line).toContain("after 24 hours of running");
});
