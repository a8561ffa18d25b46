import { expect, test } from "bun:test";
import { MINUTE, SECOND } from "#domain/model/instant.ts";
import { createAttemptLimiter } from "./backoff.ts";

const PATIENCE = { free: 5, windowMs: 15 * MINUTE, firstWaitMs: 30 * SECOND, longestWaitMs: 15 * MINUTE };

function setting() {
  const clock = { at: 1_000_000 };
  return { clock, throttle: createAttemptLimiter(PATIENCE, () => clock.at) };
}

function tries(throttle: { attempt(key: string): number }, count: number): number[] {
  return Array.from({ length: count }, () => throttle.attempt("ana"));
}

test("five tries go ahead and the sixth has to wait", () => {
  const { throttle } = setting();
  expect(tries(throttle, 6)).toEqual([0, 0, 0, 0, 0, 30_000]);
});

test("waiting as told is enough, a millisecond less is not", () => {
  const { throttle, clock } = setting();
  tries(throttle, 5);
  clock.at += 30 * SECOND - 1;
  expect(throttle.attempt("ana")).toBe(1);
  clock.at += 1;
  expect(throttle.attempt("ana")).toBe(0);
});

test("each further wait is twice as long, up to a quarter of an hour, and never for ever", () => {
  const { throttle, clock } = setting();
  tries(throttle, 5);
  const waits = Array.from({ length: 8 }, () => {
    const wait = throttle.attempt("ana");
    clock.at += wait;
    throttle.attempt("ana");
    return wait / SECOND;
  });
  expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
});

test("trying while told to wait makes the wait no longer", () => {
  const { throttle, clock } = setting();
  tries(throttle, 100);
  clock.at += 30 * SECOND;
  expect(throttle.attempt("ana")).toBe(0);
});

test("others are not held up, and a good try cleans the slate", () => {
  const { throttle } = setting();
  tries(throttle, 6);
  expect(throttle.attempt("ken")).toBe(0);
  throttle.reset("ana");
  expect(throttle.attempt("ana")).toBe(0);
});

test("a good try taken back was never counted, and the others stand", () => {
  const { throttle } = setting();
  for (let n = 0; n < 4; n += 1) throttle.attempt("a");

  throttle.attempt("a");
  throttle.undoAttempt("a");
  throttle.undoAttempt("nobody");

  expect(throttle.attempt("a")).toBe(0);
  expect(throttle.attempt("a")).toBeGreaterThan(0);
});

test("fewer than five tries are forgotten a quarter of an hour after the first", () => {
  const { throttle, clock } = setting();
  tries(throttle, 4);
  clock.at += 15 * MINUTE;
  expect(tries(throttle, 6)).toEqual([0, 0, 0, 0, 0, 30_000]);
});

test("memory is bounded: the key that tried longest ago makes room", () => {
  const { throttle } = setting();
  tries(throttle, 6);
  for (let n = 0; n < 20_000; n += 1) throttle.attempt(`flood-${n}`);
  expect(throttle.attempt("ana")).toBe(0);
});
