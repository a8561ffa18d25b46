import { expect, test } from "bun:test";
import { createRateLimiter, createTokenBucket } from "./rate-limiter.ts";

const TWO_PER_SECOND = { capacity: 3, refillPerSecond: 2 };

function stoppedClock() {
  let at = 1_000_000;
  return { now: () => at, pass: (ms: number) => void (at += ms) };
}

test("a full purse pays its capacity at once and then says how long to wait", () => {
  const bucket = createTokenBucket(TWO_PER_SECOND, stoppedClock().now);

  const answers = [bucket.take(), bucket.take(), bucket.take(), bucket.take()];

  expect(answers).toEqual([0, 0, 0, 500]);
});

test("waiting exactly as long as told is enough, and a millisecond less is not", () => {
  const clock = stoppedClock();
  const bucket = createTokenBucket(TWO_PER_SECOND, clock.now);
  bucket.take(3);

  clock.pass(499);
  const early = bucket.take();
  clock.pass(early);

  expect({ early, onTime: bucket.take() }).toEqual({ early: 1, onTime: 0 });
});

test("a purse never holds more than its capacity, however long nobody calls", () => {
  const clock = stoppedClock();
  const bucket = createTokenBucket(TWO_PER_SECOND, clock.now);

  clock.pass(3_600_000);

  expect([bucket.take(3), bucket.take()]).toEqual([0, 500]);
});

test("a clock that is set back takes nothing away", () => {
  const clock = stoppedClock();
  const bucket = createTokenBucket(TWO_PER_SECOND, clock.now);

  clock.pass(-60_000);

  expect(bucket.take(3)).toBe(0);
});

test("one caller's hurry is not another's", () => {
  const limiter = createRateLimiter(TWO_PER_SECOND, { mode: "on", now: stoppedClock().now, maxKeys: 10 });
  limiter.take("ada", 3);

  expect([limiter.take("ada"), limiter.take("ben")]).toEqual([500, 0]);
});

test("only the callers seen last are remembered", () => {
  const limiter = createRateLimiter(TWO_PER_SECOND, { mode: "on", now: stoppedClock().now, maxKeys: 2 });
  limiter.take("ada", 3);
  limiter.take("ben", 3);
  limiter.take("ada");
  limiter.take("cleo", 3);

  expect([limiter.take("ada"), limiter.take("ben")]).toEqual([500, 0]);
});

test("switched off, nobody waits", () => {
  const limiter = createRateLimiter(TWO_PER_SECOND, { mode: "off", now: stoppedClock().now, maxKeys: 2 });

  expect(limiter.take("ada", 1000)).toBe(0);
});
