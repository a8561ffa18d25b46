import { HOURS_OF_DAY_MAX, MINUTES_PER_DAY, type Weekday, type WeeklyHours } from "../model/settings.ts";

/** Why the hours of a week are refused, and which. */
export type HoursFault =
  /** It opens and closes at the same time, which would be read as never or as all day. Midnight to midnight is all day. */
  | { kind: "no-time"; hours: WeeklyHours }
  | { kind: "overlap"; hours: WeeklyHours; other: WeeklyHours }
  | { kind: "too-many"; day: Weekday };

/** Minutes in a week. */
const WEEK = 7 * MINUTES_PER_DAY;

/**
 * The first fault of a week's hours; `null` if there is none. Hours that end where others begin do not overlap. Those of
 * Sunday night overlap Monday's.
 */
export function hoursFault(week: readonly WeeklyHours[]): HoursFault | null {
  const counts = Map.groupBy(week, ({ day }) => day);
  for (const [day, hours] of counts) if (hours.length > HOURS_OF_DAY_MAX) return { kind: "too-many", day };
  for (const [index, hours] of week.entries()) {
    if (hours.opens === hours.closes && hours.opens !== 0) return { kind: "no-time", hours };
    const other = week.slice(0, index).find((earlier) => overlaps(hours, earlier));
    if (other !== undefined) return { kind: "overlap", hours, other };
  }
  return null;
}

function overlaps(one: WeeklyHours, other: WeeklyHours): boolean {
  return contains(one, startOf(other)) || contains(other, startOf(one));
}

/** Whether hours contain a minute of the week, which goes round: after Sunday comes Monday. */
function contains(hours: WeeklyHours, minute: number): boolean {
  return (minute - startOf(hours) + WEEK) % WEEK < lengthOf(hours);
}

function startOf({ day, opens }: WeeklyHours): number {
  return (day - 1) * MINUTES_PER_DAY + opens;
}

function lengthOf({ opens, closes }: WeeklyHours): number {
  return closes - opens + (closes <= opens ? MINUTES_PER_DAY : 0);
}
