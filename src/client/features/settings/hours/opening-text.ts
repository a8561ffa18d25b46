import { DAY, type Instant } from "#domain/model/instant.ts";
import type { SettingsView } from "#domain/views/settings-view.ts";
import { strings } from "../strings.ts";

const text = strings.hours;
/** The days ahead that the name of a weekday tells apart. */
const DAYS_BY_NAME = 6;

/** Describes whether the company is open, and the next two changes, by the company's clocks. */
export function openingText(
  { isOpen, until, thenUntil }: SettingsView["opening"],
  timeZone: string,
  now: Instant,
): string {
  if (until === null) return isOpen ? text.neverCloses : text.neverOpens;
  const [next, after] = [until, thenUntil].map((at) => (at === null ? null : moment(at, timeZone, now)));
  const first = isOpen ? text.openUntil(next ?? "") : text.closedUntil(next ?? "");
  if (after === null || after === undefined) return first;
  return `${first} ${isOpen ? text.thenOpens(after) : text.thenCloses(after)}`;
}

/** "today at 5:00 PM", "tomorrow at 9:00 AM", "Monday at 9:00 AM", "24 December at 9:00 AM" */
function moment(at: Instant, timeZone: string, now: Instant): string {
  const time = new Intl.DateTimeFormat(undefined, { timeStyle: "short", timeZone }).format(at);
  const days = dayNumber(at, timeZone) - dayNumber(now, timeZone);
  return text.moment(dayName(at, timeZone, days), time);
}

function dayName(at: Instant, timeZone: string, days: number): string {
  if (days === 0) return text.today;
  if (days === 1) return text.tomorrow;
  const format =
    days <= DAYS_BY_NAME ? ({ weekday: "long" } as const) : ({ day: "numeric", month: "long" } as const);
  return new Intl.DateTimeFormat(undefined, { ...format, timeZone }).format(at);
}

/** The number of a day by the clocks of a zone. */
function dayNumber(at: Instant, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    timeZone,
  });
  const of = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(of["year"] ?? 0, (of["month"] ?? 1) - 1, of["day"]) / DAY;
}
