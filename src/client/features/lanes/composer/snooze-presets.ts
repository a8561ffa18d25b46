import type { Instant } from "#domain/model/instant.ts";

/** The hour of the day, where the member is, at which mail that was put aside is taken up again. */
const MORNING_HOUR = 9;
const MONDAY = 1;
const DAYS_OF_WEEK = 7;

export interface SnoozePreset {
  name: "tomorrow" | "in-three-days" | "next-monday" | "in-a-week";
  until: Instant;
}

/** The mornings that are offered, earliest first, in the time zone of this browser. */
export function snoozePresets(now: Instant): SnoozePreset[] {
  const daysToMonday = (MONDAY + DAYS_OF_WEEK - new Date(now).getDay()) % DAYS_OF_WEEK || DAYS_OF_WEEK;
  const presets: SnoozePreset[] = [
    { name: "tomorrow", until: morningIn(now, 1) },
    { name: "in-three-days", until: morningIn(now, 3) },
    { name: "next-monday", until: morningIn(now, daysToMonday) },
    { name: "in-a-week", until: morningIn(now, DAYS_OF_WEEK) },
  ];
  return presets.toSorted((a, b) => a.until - b.until);
}

/** The morning of a day as a date field gives it, `2026-12-31`; `null` if there is no such day. */
export function morningOf(day: string): Instant | null {
  const at = new Date(`${day}T00:00`).setHours(MORNING_HOUR, 0, 0, 0);
  return Number.isNaN(at) ? null : at;
}

function morningIn(now: Instant, days: number): Instant {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  return day.setHours(MORNING_HOUR, 0, 0, 0);
}
