import { DAY, HOUR, MINUTE, type Instant } from "#domain/model/instant.ts";

/** The idle timeout of a login: a working day. */
export const LOGIN_IDLE_MS = 8 * HOUR;
/** The absolute lifetime of a login. */
export const LOGIN_TOTAL_MS = 7 * DAY;
/**
 * The minimum interval between writes of the time of use. A write for every request would be the most frequent of
 * all.
 */
const RECORD_EVERY_MS = 5 * MINUTE;

/** The times of a login: `updatedAt` is when it was last used. */
export interface LoginLifetime {
  expiresAt: Instant;
  updatedAt: Instant;
}

/** Whether a login is still valid. */
export function isLoginActive({ expiresAt, updatedAt }: LoginLifetime, now: Instant): boolean {
  return now < expiresAt && now - updatedAt < LOGIN_IDLE_MS;
}

/** Whether a use at `now` must be written, also if the clock was ahead at the one before. */
export function isUseWorthRecording({ updatedAt }: Pick<LoginLifetime, "updatedAt">, now: Instant): boolean {
  return Math.abs(now - updatedAt) >= RECORD_EVERY_MS;
}
