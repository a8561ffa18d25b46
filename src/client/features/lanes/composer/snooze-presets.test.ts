import { describe, expect, test } from "bun:test";
import { morningOf, snoozePresets } from "./snooze-presets.ts";

const at = (text: string) => new Date(text).getTime();

describe("the mornings that are offered", () => {
  test("are at nine where the member is, the earliest first", () => {
    // A Wednesday.
    expect(snoozePresets(at("2026-05-06T15:30"))).toEqual([
      { name: "tomorrow", until: at("2026-05-07T09:00") },
      { name: "in-three-days", until: at("2026-05-09T09:00") },
      { name: "next-monday", until: at("2026-05-11T09:00") },
      { name: "in-a-week", until: at("2026-05-13T09:00") },
    ]);
  });

  test("have on a Monday the next one, and cross the end of a month", () => {
    const monday = snoozePresets(at("2026-08-31T08:00"));

    expect(monday.find(({ name }) => name === "next-monday")?.until).toBe(at("2026-09-07T09:00"));
    expect(monday[0]?.until).toBe(at("2026-09-01T09:00"));
  });

  test("are nine o'clock on the days on which the clocks change too", () => {
    for (const day of ["2026-03-29", "2026-10-25"]) expect(new Date(morningOf(day) ?? 0).getHours()).toBe(9);
  });

  test("are none for what is no day", () => {
    expect([morningOf(""), morningOf("2026-13-40"), morningOf("soon")]).toEqual([null, null, null]);
  });
});
