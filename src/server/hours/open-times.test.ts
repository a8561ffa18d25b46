import { describe, expect, test } from "bun:test";
import { openingAt } from "#domain/routing/opening-hours.ts";
import { defaultSettings, type DayOff, type HoursSettings, type Weekday } from "#domain/model/settings.ts";
import { openFrom, openTimes } from "./open-times.ts";

const { hours: HOURS } = defaultSettings("Acme", 0);

interface Times {
  days?: readonly Weekday[];
  daysOff?: readonly DayOff[];
}

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const;

function minutes(text = ""): number {
  const [hour = 0, minute = 0] = text.split(":").map(Number);
  return hour * 60 + minute;
}

/** Hours such as "9:00-12:30" on every day, or the days given. */
function open(
  timeZone: string,
  texts: readonly string[],
  { days = EVERY_DAY, daysOff = [] }: Times = {},
): HoursSettings {
  const week = days.flatMap((day) =>
    texts.map((text) => {
      const [opens, closes] = text.split("-");
      return { day, opens: minutes(opens), closes: minutes(closes) };
    }),
  );
  return { ...HOURS, isAlwaysOpen: false, timeZone, week, daysOff };
}

/** The next changes after a time, which is UTC, as "open 2026-03-29T07:00Z". */
function changes(hours: HoursSettings, from: string, count: number): string[] {
  const texts: string[] = [];
  let now = Date.parse(from);
  while (texts.length < count) {
    const { isOpen, until } = openingAt(openTimes(hours, now), now);
    if (until === null) return [...texts, isOpen ? "open for ever" : "closed for ever"];
    texts.push(`${isOpen ? "closes" : "opens"} ${new Date(until).toISOString().replace(":00.000", "")}`);
    now = until;
  }
  return texts;
}

describe("the hours of", () => {
  test("a company that is always open never change", () => {
    expect(changes(HOURS, "2026-03-28T12:00Z", 1)).toEqual(["open for ever"]);
  });

  test("a company that is open day and night never change, but for a day off far ahead", () => {
    const daysOff = [{ date: "2026-12-25", name: "Christmas" }];

    expect(changes(open("Europe/Berlin", ["0:00-0:00"]), "2026-03-28T12:00Z", 1)).toEqual(["open for ever"]);
    expect(changes(open("Europe/Berlin", ["0:00-0:00"], { daysOff }), "2026-03-28T12:00Z", 3)).toEqual([
      "closes 2026-12-24T23:00Z",
      "opens 2026-12-25T23:00Z",
      "open for ever",
    ]);
  });

  test("a company without hours never begin", () => {
    expect(changes(open("Europe/Berlin", []), "2026-03-28T12:00Z", 1)).toEqual(["closed for ever"]);
  });

  test("several times a day begin and end each", () => {
    const lunch = open("UTC", ["14:00-18:00", "9:00-12:30"], { days: [5] });

    expect(changes(lunch, "2026-11-30T08:00Z", 5)).toEqual([
      "opens 2026-12-04T09:00Z",
      "closes 2026-12-04T12:30Z",
      "opens 2026-12-04T14:00Z",
      "closes 2026-12-04T18:00Z",
      "opens 2026-12-11T09:00Z",
    ]);
  });

  test("a night last past midnight, into a day off too, on which none begin", () => {
    const daysOff = [{ date: "2026-12-25", name: "Christmas" }];

    expect(changes(open("UTC", ["22:00-2:00"], { daysOff }), "2026-12-25T01:00Z", 3)).toEqual([
      "closes 2026-12-25T02:00Z",
      "opens 2026-12-26T22:00Z",
      "closes 2026-12-27T02:00Z",
    ]);
  });

  test("a company that closes for sixty days are found", () => {
    const daysOff = Array.from({ length: 60 }, (_, at) => ({
      date: Temporal.PlainDate.from("2026-07-01").add({ days: at }).toString(),
      name: "Summer",
    }));

    expect(changes(open("UTC", ["9:00-17:00"], { days: [3], daysOff }), "2026-07-01T08:00Z", 1)).toEqual([
      "opens 2026-09-02T09:00Z",
    ]);
  });
});

describe("when the clocks change", () => {
  test("in Berlin, nine to five begins an hour earlier by UTC in summer", () => {
    const hours = open("Europe/Berlin", ["9:00-17:00"]);

    expect(changes(hours, "2026-03-28T12:00Z", 3)).toEqual([
      "closes 2026-03-28T16:00Z",
      "opens 2026-03-29T07:00Z",
      "closes 2026-03-29T15:00Z",
    ]);
    expect(changes(hours, "2026-10-24T12:00Z", 3)).toEqual([
      "closes 2026-10-24T15:00Z",
      "opens 2026-10-25T08:00Z",
      "closes 2026-10-25T16:00Z",
    ]);
  });

  test("in Berlin, a night across the change is an hour shorter or longer, and a close that comes twice is the second", () => {
    const hours = open("Europe/Berlin", ["22:00-2:30"], { days: [6] });

    // 2:30 does not exist on 29 March, and comes twice on 25 October.
    expect(changes(hours, "2026-03-28T12:00Z", 2)).toEqual([
      "opens 2026-03-28T21:00Z",
      "closes 2026-03-29T01:30Z",
    ]);
    expect(changes(hours, "2026-10-24T12:00Z", 2)).toEqual([
      "opens 2026-10-24T20:00Z",
      "closes 2026-10-25T01:30Z",
    ]);
  });

  test("in New York, an opening that does not exist is an hour later, and one that comes twice is the first", () => {
    const hours = open("America/New_York", ["1:30-6:00"], { days: [7] });
    const later = open("America/New_York", ["2:30-6:00"], { days: [7] });

    expect(changes(later, "2026-03-07T12:00Z", 2)).toEqual([
      "opens 2026-03-08T07:30Z",
      "closes 2026-03-08T10:00Z",
    ]);
    expect(changes(hours, "2026-10-31T12:00Z", 2)).toEqual([
      "opens 2026-11-01T05:30Z",
      "closes 2026-11-01T11:00Z",
    ]);
  });

  test("on Lord Howe Island they change by half an hour", () => {
    const hours = open("Australia/Lord_Howe", ["9:00-17:00"]);

    expect(changes(hours, "2026-04-04T00:00Z", 3)).toEqual([
      "closes 2026-04-04T06:00Z",
      "opens 2026-04-04T22:30Z",
      "closes 2026-04-05T06:30Z",
    ]);
    expect(changes(hours, "2026-10-03T00:00Z", 3)).toEqual([
      "closes 2026-10-03T06:30Z",
      "opens 2026-10-03T22:00Z",
      "closes 2026-10-04T06:00Z",
    ]);
  });

  test("in Kolkata they never do", () => {
    const hours = open("Asia/Kolkata", ["9:00-17:30"], { days: [7] });

    expect(changes(hours, "2026-03-28T12:00Z", 2)).toEqual([
      "opens 2026-03-29T03:30Z",
      "closes 2026-03-29T12:00Z",
    ]);
    expect(changes(hours, "2026-10-24T12:00Z", 2)).toEqual([
      "opens 2026-10-25T03:30Z",
      "closes 2026-10-25T12:00Z",
    ]);
  });

  test("in Apia, the Friday that was left out in 2011 has no hours, and Saturday has none of Friday's", () => {
    const hours = open("Pacific/Apia", ["9:00-17:00"], { days: [4, 5] });

    expect(changes(hours, "2011-12-29T12:00Z", 3)).toEqual([
      "opens 2011-12-29T19:00Z",
      "closes 2011-12-30T03:00Z",
      "opens 2012-01-04T19:00Z",
    ]);
  });
});

test("in Nuuk, whose clocks go forward at midnight, the night of the change has the hours that are left", () => {
  const nights = open("America/Nuuk", ["23:00-3:00"], { days: [6] });

  expect(changes(nights, "2027-03-27T12:00Z", 2)).toEqual([
    "opens 2027-03-28T01:00Z",
    "closes 2027-03-28T04:00Z",
  ]);
});

test("from an instant on the hours are those of two weeks, and none where the company is always open", () => {
  const nine = open("Europe/Berlin", ["9:00-17:00"], { days: [1] });
  const found = [...(openFrom(nine, Date.parse("2026-03-23T09:00Z")) ?? [])];

  expect(found.map(({ from }) => new Date(from).toISOString())).toEqual([
    "2026-03-23T08:00:00.000Z",
    "2026-03-30T07:00:00.000Z",
    "2026-04-06T07:00:00.000Z",
  ]);
  expect(openFrom(HOURS, 0)).toBeNull();
});

test("an unknown zone is refused", () => {
  expect(() => openTimes(open("Europe/Atlantis", ["9:00-17:00"]), 0)).toThrow(RangeError);
});
