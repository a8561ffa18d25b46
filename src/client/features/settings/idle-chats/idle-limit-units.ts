import { MINUTE, type Millis, SECOND } from "#domain/model/instant.ts";
import {
  longestWarningMs,
  SESSION_LIMIT_MAX_MS,
  SESSION_LIMIT_MIN_MS,
  WARNING_MIN_MS,
} from "#domain/model/settings.ts";

/** The unit in which a limit is shown. */
export type TimeUnit = "minutes" | "seconds";

const UNIT_MS: Record<TimeUnit, Millis> = { minutes: MINUTE, seconds: SECOND };

/** The unit for a limit: minutes if it is a whole number of them, otherwise seconds. */
export function unitOf(limitMs: Millis): TimeUnit {
  return limitMs % MINUTE === 0 ? "minutes" : "seconds";
}

/** Converts a limit to a unit. It rounds up, so that no chat ends sooner because of it. */
export function inUnit(limitMs: Millis, unit: TimeUnit): number {
  return Math.ceil(limitMs / UNIT_MS[unit]);
}

/** Converts a count of units to milliseconds. */
export function toMs(count: number, unit: TimeUnit): Millis {
  return count * UNIT_MS[unit];
}

/** The bounds of the limit in a unit. */
export function limitBounds(unit: TimeUnit): { min: number; max: number } {
  return { min: inUnit(SESSION_LIMIT_MIN_MS, unit), max: inUnit(SESSION_LIMIT_MAX_MS, unit) };
}

/** The bounds of the warning in seconds. It is at most half the limit. */
export function warningBounds(limitMs: Millis): { min: number; max: number } {
  return { min: WARNING_MIN_MS / SECOND, max: Math.floor(longestWarningMs(limitMs) / SECOND) };
}

/** Both times after a change of the limit. The warning is shortened if needed. */
export function clampWarning(limitMs: Millis, warningMs: Millis): { limitMs: Millis; warningMs: Millis } {
  return { limitMs, warningMs: Math.min(warningMs, warningBounds(limitMs).max * SECOND) };
}
