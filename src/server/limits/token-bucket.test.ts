import { expect, test } from "bun:test";
import { createTokenBucket } from "./token-bucket.ts";

const TWO_PER_SECOND = { capacity: 3, refillPerSecond: 2 };

function stoppedClock() {
  let at = 1_000_000;
  return { now: () => at, pass: (ms: number) => void (at += ms) };
}

test("a full bucket pays its capacity at once and then says how long to wait", () => {
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

test("a bucket never holds more than its capacity, however long nobody calls", () => {
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

test("looking how long to wait takes nothing", () => {
  const bucket = createTokenBucket(TWO_PER_SECOND, stoppedClock().now);

  expect([bucket.waitMs(), bucket.waitMs(4), bucket.take(3), bucket.waitMs(), bucket.take()]).toEqual([
    0, 500, 0, 500, 500,
  ]);
});

test("waiting as told suffices with rates that are not whole", () => {
  for (const refillPerSecond of [1 / 700, 2 / 700, 5 / 700, 10 / 700, 1 / 3, 20 / 3600]) {
    const clock = stoppedClock();
    const bucket = createTokenBucket({ capacity: 3, refillPerSecond }, clock.now);
    bucket.take(3);

    for (let n = 0; n < 20; n += 1) {
      clock.pass(bucket.take());
      expect([refillPerSecond, n, bucket.take()]).toEqual([refillPerSecond, n, 0]);
      clock.pass(n);
    }
  }
});

test("a token that lacks a thousandth is not there", () => {
  const clock = stoppedClock();
  const bucket = createTokenBucket({ capacity: 1, refillPerSecond: 1 }, clock.now);
  bucket.take();

  clock.pass(999);

  expect(bucket.take()).toBe(1);
});
