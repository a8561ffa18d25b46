import type { Rate } from "../http/limits/limits.ts";

/** How a deployment treats limits: `off` is for benches and browser tests on a loopback address. */
export type RateLimitMode = "on" | "off";

/** The purse of one caller. */
export interface TokenBucket {
  /** Takes `cost` tokens if they are there: 0 when taken, else the milliseconds until they will be. */
  take(cost?: number): number;
}

/** One purse per key, remembering a bounded number of keys. */
export interface RateLimiter {
  /** Takes `cost` tokens from this key's purse: 0 when taken, else the milliseconds until they will be. */
  take(key: string, cost?: number): number;
}

/** What a limiter needs besides its rate. `now` is epoch milliseconds. */
export interface RateLimiterDeps {
  mode: RateLimitMode;
  now: () => number;
  maxKeys: number;
}

/** Purses count in thousandths of a token: a rate per second is then a whole number per millisecond. */
const TOKEN = 1000;

/** Forgives what floating point loses on rates that are not whole, so that waiting as told is always enough. */
const ROUNDING = 1e-6;

/** A purse that starts full and refills steadily. `now` is epoch milliseconds. */
export function createTokenBucket(rate: Rate, now: () => number): TokenBucket {
  return new Bucket(rate, now);
}

/** Not a closure: every socket has two. */
class Bucket implements TokenBucket {
  readonly #rate: Rate;
  readonly #now: () => number;
  #held: number;
  #countedAt: number;

  constructor(rate: Rate, now: () => number) {
    this.#rate = rate;
    this.#now = now;
    this.#held = rate.capacity * TOKEN;
    this.#countedAt = now();
  }

  take(cost = 1): number {
    const { capacity, refillPerSecond } = this.#rate;
    const at = this.#now();
    // A clock set back must not take tokens away.
    const grown = Math.max(0, at - this.#countedAt) * refillPerSecond;
    this.#held = Math.min(capacity * TOKEN, this.#held + grown);
    this.#countedAt = at;
    const missing = cost * TOKEN - this.#held;
    if (missing > ROUNDING) return Math.ceil((missing - ROUNDING) / refillPerSecond);
    this.#held -= cost * TOKEN;
    return 0;
  }
}

/** A purse that is never empty. */
export const UNLIMITED_BUCKET: TokenBucket = { take: () => 0 };

/**
 * A purse per key. At most `maxKeys` are remembered: the key untouched for longest is forgotten, which is
 * harmless for anyone slower than the whole crowd.
 */
export function createRateLimiter(rate: Rate, { mode, now, maxKeys }: RateLimiterDeps): RateLimiter {
  if (mode === "off") return UNLIMITED;
  const buckets = new Map<string, TokenBucket>();

  return {
    take(key, cost = 1) {
      const bucket = buckets.get(key) ?? createTokenBucket(rate, now);
      buckets.delete(key);
      buckets.set(key, bucket);
      if (buckets.size > maxKeys) forgetOldest(buckets);
      return bucket.take(cost);
    },
  };
}

const UNLIMITED: RateLimiter = { take: () => 0 };

function forgetOldest(buckets: Map<string, TokenBucket>): void {
  for (const key of buckets.keys()) {
    buckets.delete(key);
    return;
  }
}
