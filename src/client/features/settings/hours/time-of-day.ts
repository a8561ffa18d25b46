import { MINUTES_PER_DAY } from "#domain/model/settings.ts";

const MINUTES_PER_HOUR = 60;
const HALF_DAY = 12;
/** "9", "9:00", "09.00", "0900", "17h30", "5 pm", "5:30pm" */
const TYPED = /^(\d{1,2})(?:[:.h]?([0-5]\d))?\s*(am|pm)?$/i;

/** Formats minutes since midnight as "9:00". */
export function formatTimeOfDay(minutes: number): string {
  const minute = String(minutes % MINUTES_PER_HOUR).padStart(2, "0");
  return `${Math.floor(minutes / MINUTES_PER_HOUR)}:${minute}`;
}

/** Reads a typed time of day as minutes since midnight, which may also be typed as 24:00; `null` if it is none. */
export function readTimeOfDay(typed: string): number | null {
  const [, hourText, minuteText = "0", half] = TYPED.exec(typed.trim()) ?? [];
  if (hourText === undefined) return null;
  const hour = Number(hourText);
  if (half !== undefined && (hour < 1 || hour > HALF_DAY)) return null;
  const hours = half === undefined ? hour : (hour % HALF_DAY) + (half.toLowerCase() === "pm" ? HALF_DAY : 0);
  const minutes = hours * MINUTES_PER_HOUR + Number(minuteText);
  return minutes > MINUTES_PER_DAY ? null : minutes % MINUTES_PER_DAY;
}
