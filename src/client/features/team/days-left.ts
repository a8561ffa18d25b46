import { DAY, type Instant } from "#domain/model/instant.ts";

/** The number of days until an instant, rounded up, and at least one. */
export function daysLeft(expiresAt: Instant, now: Instant): number {
  return Math.max(1, Math.ceil((expiresAt - now) / DAY));
}
