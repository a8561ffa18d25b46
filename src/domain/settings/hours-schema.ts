import * as z from "zod/mini";
import {
  type DayOff,
  DAYS_OFF_MAX,
  type HoursSettings,
  HOURS_OF_DAY_MAX,
  MINUTES_PER_DAY,
  OUTSIDE_HOURS_RULES,
  type WeeklyHours,
} from "../model/settings.ts";
import type { FieldSchemas } from "./field-schemas.ts";
import { hoursFault } from "./hours-faults.ts";
import { personName } from "./text-schemas.ts";
import { isTimeZone } from "./time-zone.ts";

const DAYS_PER_WEEK = 7;
const minuteOfDay = z.int().check(z.minimum(0), z.maximum(MINUTES_PER_DAY - 1));

const weeklyHours = z.strictObject({
  day: z.literal([1, 2, 3, 4, 5, 6, 7]),
  opens: minuteOfDay,
  closes: minuteOfDay,
} satisfies FieldSchemas<WeeklyHours>);

/** A date of the calendar, and what it is called: one line, as the name of a company. */
const dayOff = z.strictObject({ date: z.iso.date(), name: personName } satisfies FieldSchemas<DayOff>);

/** When a company's people answer. Hours that overlap are refused, because one of them must be a slip. */
export const hoursSchema = z.strictObject({
  isAlwaysOpen: z.boolean(),
  timeZone: z.string().check(z.refine(isTimeZone)),
  week: z.array(weeklyHours).check(
    z.maxLength(DAYS_PER_WEEK * HOURS_OF_DAY_MAX, { abort: true }),
    z.refine((week) => hoursFault(week) === null),
  ),
  daysOff: z.array(dayOff).check(
    z.maxLength(DAYS_OFF_MAX, { abort: true }),
    z.refine((days) => new Set(days.map(({ date }) => date)).size === days.length),
  ),
  outside: z.enum(OUTSIDE_HOURS_RULES),
} satisfies FieldSchemas<HoursSettings>);
