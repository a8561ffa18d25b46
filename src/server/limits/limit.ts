import type { Millis } from "#domain/model/instant.ts";

/** A limit on how often something may happen. */
export interface Limit {
  /** Returns the time until {@link take} would succeed; 0 for now. Takes nothing. */
  waitMs(): Millis;
  /** Counts one. Returns 0 if it may proceed, else the time to wait, in which case nothing is counted. */
  take(): Millis;
}

/**
 * Counts one in every limit, or in none: a limit that would allow it is not charged when another refuses.
 *
 * @returns 0 if it may proceed, else the time until all of them allow it
 */
export function takeAll(...limits: readonly Limit[]): Millis {
  let longest = 0;
  for (const limit of limits) longest = Math.max(longest, limit.waitMs());
  if (longest === 0) for (const limit of limits) limit.take();
  return longest;
}
