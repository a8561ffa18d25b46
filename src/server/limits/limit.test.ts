import { expect, test } from "bun:test";
import { takeAll } from "./limit.ts";
import { createTokenBucket } from "./token-bucket.ts";

const SECOND = 1_000;

function setting() {
  const clock = { at: 0 };
  const bucket = (capacity: number, refillPerSecond: number) =>
    createTokenBucket({ capacity, refillPerSecond }, () => clock.at);
  return { clock, bucket };
}

test("counts in all of them when all let it through", () => {
  const { bucket } = setting();
  const [wide, narrow] = [bucket(3, 1), bucket(2, 1)];

  expect([takeAll(wide, narrow), takeAll(wide, narrow), takeAll(wide, narrow)]).toEqual([0, 0, SECOND]);
  expect([wide.take(), wide.take()]).toEqual([0, SECOND]);
});

test("charges none of them when one refuses, whichever stands first", () => {
  const { bucket } = setting();
  const [full, empty] = [bucket(1, 1), bucket(1, 1)];
  empty.take();

  expect([takeAll(full, empty), takeAll(empty, full)]).toEqual([SECOND, SECOND]);
  expect(full.take()).toBe(0);
});

test("says how long until the slowest lets it through", () => {
  const { clock, bucket } = setting();
  const [fast, slow] = [bucket(1, 1), bucket(1, 0.1)];
  takeAll(fast, slow);

  const wait = takeAll(fast, slow);
  clock.at += wait;

  expect([wait, takeAll(fast, slow)]).toEqual([10 * SECOND, 0]);
});
