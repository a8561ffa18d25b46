import type { Instant, Millis } from "#domain/model/instant.ts";
import { BoundedMap } from "./bounded-map.ts";
import { createTokenBucket, type Rate, type TokenBucket, UNLIMITED_BUCKET } from "./token-bucket.ts";

/** Whether a deployment enforces limits. `off` is for benchmarks and browser tests on a loopback address. */
export type RateLimitMode = "on" | "off";

/** One bucket per key, for a bounded number of keys. */
export interface RateLimiter {
  /** A key's bucket, for {@link takeAll} together with others. Use it at once, because it may be evicted later. */
  of(key: string): TokenBucket;
  /** Takes `cost` tokens from a key's bucket. Returns 0 if taken, else the milliseconds until it can. */
  take(key: string, cost?: number): Millis;
}

/** The dependencies of a limiter. `now` returns epoch milliseconds. */
export interface RateLimiterDeps {
  mode: RateLimitMode;
  now: () => Instant;
  maxKeys?: number;
}

/**
 * Creates a limiter with one bucket per key. The least recently used key is evicted first, which is harmless for any
 * caller slower than all others together.
 */
export function createRateLimiter(rate: Rate, { mode, now, maxKeys }: RateLimiterDeps): RateLimiter {
  if (mode === "off") return UNLIMITED;
  const buckets = new BoundedMap<string, TokenBucket>(maxKeys);

  function bucketOf(key: string): TokenBucket {
    const bucket = buckets.get(key) ?? createTokenBucket(rate, now);
    buckets.set(key, bucket);
    return bucket;
  }

  return { of: bucketOf, take: (key, cost) => bucketOf(key).take(cost) };
}

const UNLIMITED: RateLimiter = { of: () => UNLIMITED_BUCKET, take: () => 0 };
