import type { HoursSettings, Weekday } from "#domain/model/settings.ts";
import { formatTimeOfDay, readTimeOfDay } from "./time-of-day.ts";

/** Hours as typed. The id tells rows apart while they are edited. */
export interface DraftHours {
  id: string;
  day: Weekday;
  opens: string;
  closes: string;
}

/** A day off as typed. */
export interface DraftDayOff {
  id: string;
  date: string;
  name: string;
}

/** The form of the hours. */
export interface HoursDraft extends Pick<HoursSettings, "isAlwaysOpen" | "timeZone" | "outside"> {
  week: readonly DraftHours[];
  daysOff: readonly DraftDayOff[];
}

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** Creates the form of stored hours, each day's in their order. */
export function draftOf({ week, daysOff, isAlwaysOpen, timeZone, outside }: HoursSettings): HoursDraft {
  const ordered = week.toSorted((one, other) => one.day - other.day || one.opens - other.opens);
  return {
    isAlwaysOpen,
    timeZone,
    outside,
    week: ordered.map(({ day, opens, closes }, index) => ({
      id: `stored ${index}`,
      day,
      opens: formatTimeOfDay(opens),
      closes: formatTimeOfDay(closes),
    })),
    daysOff: daysOff
      .toSorted((one, other) => one.date.localeCompare(other.date))
      .map((dayOff, index) => ({ id: `day off ${index}`, ...dayOff })),
  };
}

/** The settings that a form without faults says. */
export function hoursOf({ week, daysOff, ...rest }: HoursDraft) {
  return {
    ...rest,
    week: week.map(({ day, opens, closes }) => ({
      day,
      opens: readTimeOfDay(opens) ?? 0,
      closes: readTimeOfDay(closes) ?? 0,
    })),
    daysOff: daysOff.map(({ date, name }) => ({ date, name: name.trim() })),
  };
}

/** Whether two forms say the same, however they are typed and in whatever order. */
export function isSameDraft(one: HoursDraft, other: HoursDraft): boolean {
  return textOf(one) === textOf(other);
}

function textOf(draft: HoursDraft): string {
  const { week, daysOff, ...rest } = draft;
  const rows = [
    ...week.map(({ day, opens, closes }) => [
      day,
      readTimeOfDay(opens) ?? opens,
      readTimeOfDay(closes) ?? closes,
    ]),
    ...daysOff.map(({ date, name }) => [date, name]),
  ];
  return JSON.stringify([rest.isAlwaysOpen, rest.timeZone, rest.outside, rows.map(String).toSorted()]);
}

/** Gives every other weekday from Tuesday to Friday the hours of Monday. */
export function copyMonday(draft: HoursDraft, newId: () => string): HoursDraft {
  const monday = draft.week.filter(({ day }) => day === 1);
  const weekend = draft.week.filter(({ day }) => day > 5);
  const copies = ([2, 3, 4, 5] as const).flatMap((day) =>
    monday.map((hours) => ({ ...hours, id: newId(), day })),
  );
  return { ...draft, week: [...monday, ...copies, ...weekend] };
}
