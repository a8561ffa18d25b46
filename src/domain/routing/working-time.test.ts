import { describe, expect, test } from "bun:test";
import { afterWorking } from "./working-time.ts";

const TIME = [
  { from: 100, to: 200 },
  { from: 300, to: 400 },
];

describe("working time", () => {
  test("goes on always where no hours are set", () => {
    expect(afterWorking(null, 50, 30)).toBe(80);
  });

  test.each([
    ["begins with the hours", 50, 30, 130],
    ["counts from within them", 150, 30, 180],
    ["ends with them to the millisecond", 150, 50, 200],
    ["goes on in the next ones", 150, 60, 310],
    ["begins with the next ones from the millisecond they close", 200, 1, 301],
  ])("%s", (_, since, ms, at) => {
    expect(afterWorking(TIME, since, ms)).toBe(at);
  });

  test("of hours that overlap is counted once", () => {
    const overlapping = [
      { from: 100, to: 200 },
      { from: 150, to: 300 },
      { from: 160, to: 170 },
    ];

    expect(afterWorking(overlapping, 0, 150)).toBe(250);
  });

  test("that is not known to come is not given", () => {
    expect(afterWorking(TIME, 150, 151)).toBeNull();
    expect(afterWorking([], 0, 1)).toBeNull();
  });
});
