import type { Millis } from "#domain/instant.ts";

const CAP_MS: Millis = 8_000;
const FIRST_MS: Millis = 250;

/**
 * How long to wait before try number `attempt` (0 is the first after a loss): anything from nothing to 250 ms, then
 * to 8 s. The first is for a connection that was merely lost, and soon. When it fails the server is gone, and
 * thousands have lost it at the same moment: full jitter over seconds at once, however short its absence, so that no
 * tenth of a second sees more than a small part of them.
 * @param random a number from 0 to just below 1
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function fullJitter(attempt: number, random: number): Millis {
  return Math.floor(random * (attempt === 0 ? FIRST_MS : CAP_MS));
}

/** As {@link fullJitter}, but never less than half of 2, 4, 8, 8 … s: for a retry that a person watches. */
export function halfJitter(attempt: number, random: number): Millis {
  const span = Math.min(CAP_MS, CAP_MS * 2 ** (attempt - 2));
  return Math.floor((span * (1 + random)) / 2);
}
