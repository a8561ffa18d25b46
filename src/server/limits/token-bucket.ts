import type { Instant, Millis } from "#domain/model/instant.ts";

/** The size of a burst (`capacity`), and how fast the bucket refills. */
export interface Rate {
  capacity: number;
  refillPerSecond: number;
}

/** One caller's allowance: a burst, and then a steady rate. */
export interface TokenBucket {
  /** Returns the milliseconds until `cost` tokens are available; 0 if they are. Takes nothing. */
  waitMs(cost?: number): Millis;
  /** Takes `cost` tokens if available. Returns 0 if taken, else the milliseconds until they are available. */
  take(cost?: number): Millis;
}

/** Buckets count in thousandths of a token, so that a rate per second is a whole number per millisecond. */
const TOKEN = 1000;

/**
 * The tolerance for floating point with rates that are not whole, so that waiting for the returned time always
 * suffices.
 */
const ROUNDING = 1e-6;

/** Creates a bucket that starts full and refills steadily. `now` returns epoch milliseconds. */
export function createTokenBucket(rate: Rate, now: () => Instant): TokenBucket {
  return new Bucket(rate, now);
}

/** A class and not a closure, because every socket has two. */
class Bucket implements TokenBucket {
  readonly #rate: Rate;
  readonly #now: () => Instant;
  #held: number;
  #countedAt: Instant;

  constructor(rate: Rate, now: () => Instant) {
    this.#rate = rate;
    this.#now = now;
    this.#held = rate.capacity * TOKEN;
    this.#countedAt = now();
  }

  waitMs(cost = 1): Millis {
    const { capacity, refillPerSecond } = this.#rate;
    const at = this.#now();
    // Setting the clock back must not take tokens away.
    const grown = Math.max(0, at - this.#countedAt) * refillPerSecond;
    this.#held = Math.min(capacity * TOKEN, this.#held + grown);
    this.#countedAt = at;
    const missing = cost * TOKEN - this.#held;
    return missing > ROUNDING ? Math.ceil((missing - ROUNDING) / refillPerSecond) : 0;
  }

  take(cost = 1): Millis {
    const wait = this.waitMs(cost);
    if (wait === 0) this.#held -= cost * TOKEN;
    return wait;
  }
}

/** A bucket that is never empty. */
export const UNLIMITED_BUCKET: TokenBucket = { waitMs: () => 0, take: () => 0 };
