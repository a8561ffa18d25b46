import { expect, test } from "bun:test";
import { ratioInterval } from "./ratio-interval.ts";

/** A linear congruential generator (Numerical Recipes, chapter 7), which gives the same numbers every time. */
function seeded(): () => number {
  let state = 7;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

test("of equal rounds the ratio is one and the interval is a point", () => {
  expect(ratioInterval([2, 3, 5], [2, 3, 5], seeded())).toEqual({ ratio: 1, low: 1, high: 1 });
});

test("rounds are paired: what the machine does to both cancels out", () => {
  const base = [1, 10, 100, 1_000, 10_000];

  const { ratio, low, high } = ratioInterval(
    base.map((value) => value * 1.05),
    base,
    seeded(),
  );

  for (const value of [ratio, low, high]) expect(value).toBeCloseTo(1.05, 6);
});

test("the interval holds the median and is as wide as the rounds differ", () => {
  const base = Array.from({ length: 15 }, () => 1);
  const values = base.map((_, round) => 1 + (round - 7) / 100);

  const { ratio, low, high } = ratioInterval(values, base, seeded());

  expect(ratio).toBe(1);
  expect(low).toBeGreaterThan(0.93);
  expect(low).toBeLessThan(1);
  expect(high).toBeGreaterThan(1);
  expect(high).toBeLessThan(1.07);
});
