import { DAY, type Instant } from "#domain/model/instant.ts";
import type { HoursSettings, WeeklyHours } from "#domain/model/settings.ts";
import type { OpenInterval } from "#domain/model/scene.ts";
import { MAIL_LIMIT_MS } from "#domain/model/session-clock.ts";
import type { OpenTimes } from "#domain/routing/opening-hours.ts";

/** Within so many days the hours of a week begin and end, those that last past midnight included. */
const DAYS_LOOKED_UP = 9;
const MINUTES_PER_HOUR = 60;

/**
 * Computes when a company is open, beginning with the hours of the day before `now`, which may last past midnight.
 *
 * The time-zone arithmetic is that of Temporal, which is part of the runtime. Where the clocks go forward over an
 * opening or a close, it is as much later. Where they go back and a time comes twice, the company opens at the first and
 * closes at the second. A date that a zone has left out has no hours.
 *
 * @throws {RangeError} for an unknown time zone, which is never stored
 */
export function openTimes(hours: HoursSettings, now: Instant): OpenTimes {
  if (hours.isAlwaysOpen) return { intervals: [{ from: now, to: now + DAY }], knownUntil: now };
  const today = dateAt(now, hours.timeZone);
  const last = lastDate(hours, today);
  return {
    intervals: intervalsOf(hours, today.subtract({ days: 1 }), last),
    knownUntil: last.toZonedDateTime(hours.timeZone).epochMilliseconds,
  };
}

/** Computes the hours from an instant on, for as long as a mail session lasts; `null` if the company is always open. */
export function openFrom(hours: HoursSettings, since: Instant): Iterable<OpenInterval> | null {
  if (hours.isAlwaysOpen) return null;
  const first = dateAt(since, hours.timeZone).subtract({ days: 1 });
  return {
    [Symbol.iterator]: () => intervalsOf(hours, first, dateAt(since + MAIL_LIMIT_MS, hours.timeZone)),
  };
}

function dateAt(instant: Instant, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate();
}

/**
 * The last date whose hours matter: all days off may follow each other, and one far ahead may be the next change of a
 * company that is open day and night.
 */
function lastDate({ daysOff }: HoursSettings, today: Temporal.PlainDate): Temporal.PlainDate {
  const usual = today.add({ days: DAYS_LOOKED_UP + daysOff.length });
  return daysOff.reduce((last, { date }) => {
    const after = Temporal.PlainDate.from(date).add({ days: DAYS_LOOKED_UP });
    return Temporal.PlainDate.compare(after, last) > 0 ? after : last;
  }, usual);
}

/** The hours of all dates from the first to the last. They are computed as they are asked for. */
function* intervalsOf(
  hours: HoursSettings,
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
): Generator<OpenInterval> {
  const daysOff = new Set(hours.daysOff.map(({ date }) => date));
  const byDay = Map.groupBy(hours.week, ({ day }) => day as number);
  for (let date = first; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    if (daysOff.has(date.toString())) continue;
    const ranges = (byDay.get(date.dayOfWeek) ?? []).toSorted((one, other) => one.opens - other.opens);
    for (const range of ranges) yield* intervalOn(date, range, hours.timeZone);
  }
}

function* intervalOn(
  date: Temporal.PlainDate,
  { opens, closes }: WeeklyHours,
  timeZone: string,
): Generator<OpenInterval> {
  const closeDate = closes <= opens ? date.add({ days: 1 }) : date;
  const from = at(date, opens).toZonedDateTime(timeZone, { disambiguation: "compatible" });
  const to = at(closeDate, closes).toZonedDateTime(timeZone, { disambiguation: "later" });
  if (exists(date, timeZone)) yield { from: from.epochMilliseconds, to: to.epochMilliseconds };
}

/** A zone that changes sides of the date line leaves a date out, and its hours with it (Apia, 30 December 2011). */
function exists(date: Temporal.PlainDate, timeZone: string): boolean {
  return date.toZonedDateTime(timeZone).toPlainDate().equals(date);
}

function at(date: Temporal.PlainDate, minutes: number): Temporal.PlainDateTime {
  const hour = Math.floor(minutes / MINUTES_PER_HOUR);
  return date.toPlainDateTime({ hour, minute: minutes % MINUTES_PER_HOUR });
}
