import { expect, test } from "bun:test";
import { inUnit, limitBounds, toMs, unitOf, warningBounds, clampWarning } from "./idle-limit-units.ts";

test("whole minutes are shown as minutes, everything else as seconds", () => {
  expect([300_000, 3_600_000].map(unitOf)).toEqual(["minutes", "minutes"]);
  expect([10_000, 90_000, 3_599_000].map(unitOf)).toEqual(["seconds", "seconds", "seconds"]);
});

test("there and back is the same", () => {
  for (const ms of [10_000, 61_000, 300_000, 3_600_000])
    expect(toMs(inUnit(ms, unitOf(ms)), unitOf(ms))).toBe(ms);
});

test("a limit that does not come out even in minutes is not shortened", () => {
  expect(inUnit(90_000, "minutes")).toBe(2);
});

test("the limit is 10 to 3,600 seconds, or 1 to 60 minutes", () => {
  expect(limitBounds("seconds")).toEqual({ min: 10, max: 3_600 });
  expect(limitBounds("minutes")).toEqual({ min: 1, max: 60 });
});

test("the warning is at least 5 seconds and at most half the limit", () => {
  expect(warningBounds(300_000)).toEqual({ min: 5, max: 150 });
  expect(warningBounds(10_000)).toEqual({ min: 5, max: 5 });
  expect(warningBounds(11_000)).toEqual({ min: 5, max: 5 });
});

test("a shorter limit shortens the warning, a longer one leaves it", () => {
  expect(clampWarning(20_000, 60_000)).toEqual({ limitMs: 20_000, warningMs: 10_000 });
  expect(clampWarning(600_000, 60_000)).toEqual({ limitMs: 600_000, warningMs: 60_000 });
});
