import { DAY, HOUR, MINUTE, type Instant } from "#domain/model/instant.ts";

/** A login that nobody has used for a working day is over. */
export const LOGIN_IDLE_MS = 8 * HOUR;
/** However much it is used, it ends then. */
export const LOGIN_TOTAL_MS = 7 * DAY;
/** Use is written down at most this often: a write for every request would be the busiest of all. */
const RECORD_EVERY_MS = 5 * MINUTE;

/** The instants of a login: `updatedAt` is when it was last used. */
export interface LoginLifetime {
  expiresAt: Instant;
  updatedAt: Instant;
}

/** Whether a login still stands. */
export function isLoginActive({ expiresAt, updatedAt }: LoginLifetime, now: Instant): boolean {
  return now < expiresAt && now - updatedAt < LOGIN_IDLE_MS;
}

/** Whether a use at `now` is worth a write. */
export function isUseWorthRecording({ updatedAt }: Pick<LoginLifetime, "updatedAt">, now: Instant): boolean {
  return now - updatedAt >= RECORD_EVERY_MS;
}
