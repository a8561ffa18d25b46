import type { Millis } from "#domain/model/instant.ts";

/** A limit on how often something may happen. */
export interface Limit {
  /** How long until {@link take} would succeed; 0 for now. Takes nothing. */
  waitMs(): Millis;
  /** Counts one: 0 when it may proceed, else how long to wait, and then nothing is counted. */
  take(): Millis;
}

/**
 * Counts one in every limit, or in none: a limit that would allow it is not charged when another refuses.
 *
 * @returns 0 when it may proceed, else how long until all of them allow it
 */
export function takeAll(...limits: readonly Limit[]): Millis {
  let longest = 0;
  for (const limit of limits) longest = Math.max(longest, limit.waitMs());
  if (longest === 0) for (const limit of limits) limit.take();
  return longest;
}
