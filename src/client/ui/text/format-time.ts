import { DAY, HOUR, type Instant, type Millis, MINUTE, SECOND } from "#domain/model/instant.ts";

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const date = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const shortDate = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const relativeDay = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

const SECOND_DIGITS = 2;

/** "14:02", in the reader's locale. */
export function clockTime(at: Instant): string {
  return clock.format(at);
}

/** "4 May 2026, 14:02", in the reader's locale. */
export function dateAndTime(at: Instant): string {
  return moment.format(at);
}

/** A key that is equal for instants on the same day in the reader's time zone. */
export function dayKey(at: Instant): string {
  return date.format(at);
}

/** "today", "yesterday", "Monday 4 May"; with the year if it is not the current one. */
export function dayName(at: Instant, now: Instant): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY);
  if (days === 0 || days === 1) return relativeDay.format(-days, "day");
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? day.format(at) : date.format(at);
}

/** "14:02" for today, "12 May" for earlier days. */
export function timeOrDate(at: Instant, now: Instant): string {
  return startOfDay(at) === startOfDay(now) ? clock.format(at) : shortDate.format(at);
}

/** A duration as "0:41", "12:05" or "1:02:30". Never below zero. */
export function elapsedTime(spanMs: Millis): string {
  const span = Math.max(0, spanMs);
  const seconds = twoDigits((span % MINUTE) / SECOND);
  if (span < HOUR) return `${Math.floor(span / MINUTE)}:${seconds}`;
  return `${Math.floor(span / HOUR)}:${twoDigits((span % HOUR) / MINUTE)}:${seconds}`;
}

function twoDigits(count: number): string {
  return String(Math.floor(count)).padStart(SECOND_DIGITS, "0");
}

function startOfDay(at: Instant): Instant {
  return new Date(at).setHours(0, 0, 0, 0);
}
