import { expect, test } from "bun:test";
import type { OpenInterval } from "../model/scene.ts";
import { type OpenTimes, openingAt } from "./opening-hours.ts";

const FAR = 1_000;

function times(...pairs: readonly (readonly [from: number, to: number])[]): OpenTimes {
  return { intervals: pairs.map(([from, to]): OpenInterval => ({ from, to })), knownUntil: FAR };
}

test("a company opens at the instant its hours begin and closes at the one they end", () => {
  const day = times([9, 17], [33, 41]);

  expect(openingAt(day, 8)).toEqual({ isOpen: false, until: 9 });
  expect(openingAt(day, 9)).toEqual({ isOpen: true, until: 17 });
  expect(openingAt(day, 16)).toEqual({ isOpen: true, until: 17 });
  expect(openingAt(day, 17)).toEqual({ isOpen: false, until: 33 });
});

test("hours that touch or overlap are one time without a change", () => {
  expect(openingAt(times([9, 12], [12, 17], [18, 20]), 10)).toEqual({ isOpen: true, until: 17 });
  expect(openingAt(times([9, 15], [10, 12], [14, 20]), 13)).toEqual({ isOpen: true, until: 20 });
  expect(openingAt(times([9, 15], [10, 12]), 13)).toEqual({ isOpen: true, until: 15 });
});

test("a time of no length opens nothing", () => {
  expect(openingAt(times([9, 9], [12, 10], [13, 14]), 8)).toEqual({ isOpen: false, until: 13 });
});

test("without hours it never opens, and open to the end of what is known it never closes", () => {
  expect(openingAt(times(), 8)).toEqual({ isOpen: false, until: null });
  expect(openingAt(times([0, 500], [500, FAR]), 8)).toEqual({ isOpen: true, until: null });
});
