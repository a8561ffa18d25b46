import { describe, expect, test } from "bun:test";
import { fullJitter, halfJitter } from "./back-off.ts";

const ALMOST_ONE = 0.999_999_9;

describe("backing off", () => {
  test("tries once within 250 ms, then within 8 s each time", () => {
    const longest = [0, 1, 2, 3, 60].map((attempt) => fullJitter(attempt, ALMOST_ONE));

    expect(longest).toEqual([249, 7999, 7999, 7999, 7999]);
  });

  test.each([300, 600, 1_000, 3_000, 10_000])(
    "of 5,000 who lost a server for %d ms fewer than 5 % come back in the same tenth of a second",
    (downMs) => {
      const size = 5_000;
      const returns = Array.from({ length: size }, (_, place) => returnOf(place / size, downMs));
      const buckets = Map.groupBy(returns, (at) => Math.floor((at - downMs) / 100));

      expect(Math.max(...[...buckets.values()].map(({ length }) => length)) / size).toBeLessThan(0.05);
      expect(Math.max(...returns) - downMs).toBeLessThan(30_000);
    },
  );

  test("may be no wait at all, so that a crowd spreads over the whole span", () => {
    expect(fullJitter(5, 0)).toBe(0);
  });

  test("is 2, 4, 8 s or up to half as long where somebody watches", () => {
    const spans = [0, 1, 2, 3].map((attempt) => [halfJitter(attempt, 0), halfJitter(attempt, ALMOST_ONE)]);

    expect(spans).toEqual([
      [1000, 1999],
      [2000, 3999],
      [4000, 7999],
      [4000, 7999],
    ]);
  });
});

/** When somebody is back whose tries fail as long as the server is down; the draws follow from `seed`, 0 to below 1. */
function returnOf(seed: number, downMs: number): number {
  let [at, draw] = [0, seed];
  for (let attempt = 0; at < downMs || attempt === 0; attempt += 1) {
    at += fullJitter(attempt, draw);
    // Multiples of an irrational number fill the span evenly (Weyl), so the test draws the same each time.
    draw = (draw * 7_919 + Math.SQRT2) % 1;
  }
  return at;
}
