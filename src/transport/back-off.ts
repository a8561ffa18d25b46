import type { Millis } from "#domain/model/instant.ts";

const BASE_MS: Millis = 250;
const CAP_MS: Millis = 8_000;

/**
 * Returns the delay before `attempt` (0 is the first after a loss): random between 0 and a limit that doubles each
 * time, from 250 ms to 8 s. The full jitter prevents thousands of clients that lost the same server from reconnecting
 * at the same time.
 * @param random a number from 0 to just below 1
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function fullJitter(attempt: number, random: number): Millis {
  return Math.floor(random * Math.min(CAP_MS, BASE_MS * 2 ** attempt));
}

/** Like {@link fullJitter}, but between half and all of 2, 4, 8, 8 … s, for a retry that a person watches. */
export function halfJitter(attempt: number, random: number): Millis {
  const span = Math.min(CAP_MS, CAP_MS * 2 ** (attempt - 2));
  return Math.floor((span * (1 + random)) / 2);
}
