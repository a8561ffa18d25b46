import { describe, expect, test } from "bun:test";
import { fullJitter, halfJitter } from "./back-off.ts";

const ALMOST_ONE = 0.999_999_9;

describe("backing off", () => {
  test("doubles from 250 ms to 8 s and no further", () => {
    const longest = [0, 1, 2, 3, 4, 5, 6, 60].map((attempt) => fullJitter(attempt, ALMOST_ONE));

    expect(longest).toEqual([249, 499, 999, 1999, 3999, 7999, 7999, 7999]);
  });

  test("may be zero, so that many clients spread over the whole span", () => {
    expect(fullJitter(5, 0)).toBe(0);
  });

  test("is 2, 4, 8 s or down to half of that for retries that a person watches", () => {
    const spans = [0, 1, 2, 3].map((attempt) => [halfJitter(attempt, 0), halfJitter(attempt, ALMOST_ONE)]);

    expect(spans).toEqual([
      [1000, 1999],
      [2000, 3999],
      [4000, 7999],
      [4000, 7999],
    ]);
  });
});
