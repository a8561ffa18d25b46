import type { WeeklyHours } from "#domain/model/settings.ts";
import { hoursFault } from "#domain/settings/hours-faults.ts";
import type { DraftHours, HoursDraft } from "./hours-draft.ts";
import { formatTimeOfDay, readTimeOfDay } from "./time-of-day.ts";
import { strings } from "../strings.ts";

const text = strings.hours;

/** What is wrong with a form, by the id of the row, each with how to put it right; empty if nothing is. */
export function draftFaults({ week, daysOff }: HoursDraft): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  const dates = new Set<string>();
  for (const { id, date, name } of daysOff) {
    if (date === "") faults.set(id, text.dateMissing);
    else if (dates.has(date)) faults.set(id, text.dateTwice);
    else if (name.trim() === "") faults.set(id, text.dayOffNameMissing);
    dates.add(date);
  }
  const read = week.map(readHours);
  for (const [index, { id }] of week.entries()) if (read[index] === null) faults.set(id, text.timeWrong);
  const readable = read.filter((hours) => hours !== null);
  const fault = hoursFault(readable);
  if (fault !== null && fault.kind !== "too-many") {
    const row = week[read.indexOf(fault.hours)];
    const sentence = fault.kind === "no-time" ? text.noTime : text.overlap(span(fault.other, fault.hours));
    if (row !== undefined) faults.set(row.id, sentence);
  }
  return faults;
}

function readHours({ day, opens, closes }: DraftHours): WeeklyHours | null {
  const [from, to] = [readTimeOfDay(opens), readTimeOfDay(closes)];
  return from === null || to === null ? null : { day, opens: from, closes: to };
}

/** "9:00 to 13:00", with the day if the row that overlaps it is of another one. */
function span({ day, opens, closes }: WeeklyHours, of: WeeklyHours): string {
  const times = text.span(formatTimeOfDay(opens), formatTimeOfDay(closes));
  return day === of.day ? times : `${text.days[day]} ${times}`;
}
