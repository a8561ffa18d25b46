import { expect, test } from "bun:test";
import { createRateLimiter } from "./rate-limiter.ts";
import { takeAll } from "./limit.ts";

const TWO_PER_SECOND = { capacity: 3, refillPerSecond: 2 };

const now = () => 1_000_000;

test("one caller's hurry is not another's", () => {
  const limiter = createRateLimiter(TWO_PER_SECOND, { mode: "on", now, maxKeys: 10 });
  limiter.take("ada", 3);

  expect([limiter.take("ada"), limiter.take("ben")]).toEqual([500, 0]);
});

test("only the callers seen last are remembered", () => {
  const limiter = createRateLimiter(TWO_PER_SECOND, { mode: "on", now, maxKeys: 2 });
  limiter.take("ada", 3);
  limiter.take("ben", 3);
  limiter.take("ada");
  limiter.take("cleo", 3);

  expect([limiter.take("ada"), limiter.take("ben")]).toEqual([500, 0]);
});

test("switched off, nobody waits", () => {
  const limiter = createRateLimiter(TWO_PER_SECOND, { mode: "off", now, maxKeys: 2 });

  expect(limiter.take("ada", 1000)).toBe(0);
});

test("a caller who is refused elsewhere is not forgotten for it before the others", () => {
  const limiter = createRateLimiter(TWO_PER_SECOND, { mode: "on", now, maxKeys: 2 });
  limiter.take("ada", 3);
  limiter.take("ben", 3);
  takeAll(limiter.of("ada"));
  limiter.take("cleo", 3);

  expect([limiter.take("ada"), limiter.take("ben")]).toEqual([500, 0]);
});

test("switched off, a caller who is counted together with others does not wait either", () => {
  const limiter = createRateLimiter(TWO_PER_SECOND, { mode: "off", now, maxKeys: 2 });

  expect(Array.from({ length: 5 }, () => takeAll(limiter.of("ada")))).toEqual([0, 0, 0, 0, 0]);
  expect([limiter.of("ada").waitMs(), limiter.of("ada").take()]).toEqual([0, 0]);
});

test("what costs more takes more", () => {
  const limiter = createRateLimiter(TWO_PER_SECOND, { mode: "on", now });

  expect([limiter.take("ada", 2), limiter.take("ada", 2), limiter.take("ada"), limiter.take("ada")]).toEqual([
    0, 500, 0, 500,
  ]);
});
