import type { Instant } from "#domain/model/instant.ts";

const DAY_DIGITS = 2;
const YEAR_DIGITS = 4;

/** The end of a day in the reader's time zone, from the value of a date field; `null` for an empty one. */
export function endOfDay(day: string): Instant | null {
  const [, year, month, date] = /^(\d+)-(\d+)-(\d+)$/.exec(day) ?? [];
  if (year === undefined || month === undefined || date === undefined) return null;
  const end = new Date(Number(year), Number(month) - 1, Number(date) + 1).getTime();
  return end >= 0 ? end : null;
}

/** The last day before an instant, as the value of a date field; empty for `null`. */
export function dayOfEnd(end: Instant | null): string {
  if (end === null) return "";
  const last = new Date(end - 1);
  const parts = [last.getMonth() + 1, last.getDate()].map((part) => String(part).padStart(DAY_DIGITS, "0"));
  return [String(last.getFullYear()).padStart(YEAR_DIGITS, "0"), ...parts].join("-");
}
