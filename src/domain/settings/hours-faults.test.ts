import { expect, test } from "bun:test";
import type { Weekday, WeeklyHours } from "../model/settings.ts";
import { hoursFault } from "./hours-faults.ts";

const hours = (day: Weekday, opens: number, closes: number): WeeklyHours => ({
  day,
  opens: opens * 60,
  closes: closes * 60,
});

test("several hours a day are fine, and so are those that touch", () => {
  expect(hoursFault([])).toBeNull();
  expect(hoursFault([hours(1, 14, 18), hours(1, 9, 12), hours(1, 12, 14)])).toBeNull();
});

test("hours that overlap are refused, whichever was typed first", () => {
  const [early, late] = [hours(2, 9, 13), hours(2, 12, 17)];

  expect(hoursFault([early, late])).toEqual({ kind: "overlap", hours: late, other: early });
  expect(hoursFault([late, early])).toEqual({ kind: "overlap", hours: early, other: late });
  expect(hoursFault([hours(2, 9, 17), hours(2, 10, 11)])).toMatchObject({ kind: "overlap" });
  expect(hoursFault([hours(2, 9, 17), hours(2, 9, 17)])).toMatchObject({ kind: "overlap" });
});

test("hours past midnight overlap those of the next morning, Sunday night those of Monday", () => {
  expect(hoursFault([hours(5, 22, 2), hours(6, 1, 5)])).toMatchObject({ kind: "overlap" });
  expect(hoursFault([hours(5, 22, 2), hours(6, 2, 5)])).toBeNull();
  expect(hoursFault([hours(1, 0, 8), hours(7, 22, 1)])).toMatchObject({ kind: "overlap" });
  expect(hoursFault([hours(7, 22, 1), hours(1, 1, 8)])).toBeNull();
});

test("from midnight to midnight is all day, and any other time to itself is nothing", () => {
  expect(hoursFault([hours(1, 0, 0), hours(2, 0, 0)])).toBeNull();
  expect(hoursFault([hours(1, 0, 0), hours(1, 23, 1)])).toMatchObject({ kind: "overlap" });
  expect(hoursFault([hours(1, 9, 9)])).toEqual({ kind: "no-time", hours: hours(1, 9, 9) });
});

test("six hours a day are the most", () => {
  const six = [0, 4, 8, 12, 16, 20].map((hour) => hours(3, hour, hour + 1));

  expect(hoursFault(six)).toBeNull();
  expect(hoursFault([...six, hours(3, 22, 23)])).toEqual({ kind: "too-many", day: 3 });
});
