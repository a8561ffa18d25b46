import { expect, test } from "bun:test";
import { MINUTE, SECOND } from "#domain/model/instant.ts";
import { createBackoff } from "./backoff.ts";

const LIMITS = { free: 5, windowMs: 15 * MINUTE, firstWaitMs: 30 * SECOND, longestWaitMs: 15 * MINUTE };

function setting() {
  const clock = { at: 1_000_000 };
  return { clock, backoff: createBackoff(LIMITS, () => clock.at) };
}

function tries(backoff: { attempt(key: string): number }, count: number): number[] {
  return Array.from({ length: count }, () => backoff.attempt("ana"));
}

test("five tries go ahead and the sixth has to wait", () => {
  const { backoff } = setting();
  expect(tries(backoff, 6)).toEqual([0, 0, 0, 0, 0, 30_000]);
});

test("waiting as told is enough, a millisecond less is not", () => {
  const { backoff, clock } = setting();
  tries(backoff, 5);
  clock.at += 30 * SECOND - 1;
  expect(backoff.attempt("ana")).toBe(1);
  clock.at += 1;
  expect(backoff.attempt("ana")).toBe(0);
});

test("each further wait is twice as long, up to a quarter of an hour, and never for ever", () => {
  const { backoff, clock } = setting();
  tries(backoff, 5);
  const waits = Array.from({ length: 8 }, () => {
    const wait = backoff.attempt("ana");
    clock.at += wait;
    backoff.attempt("ana");
    return wait / SECOND;
  });
  expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
});

test("trying while told to wait makes the wait no longer", () => {
  const { backoff, clock } = setting();
  tries(backoff, 100);
  clock.at += 30 * SECOND;
  expect(backoff.attempt("ana")).toBe(0);
});

test("others are not held up, and a good try cleans the slate", () => {
  const { backoff } = setting();
  tries(backoff, 6);
  expect(backoff.attempt("ken")).toBe(0);
  backoff.reset("ana");
  expect(backoff.attempt("ana")).toBe(0);
});

test("a good try taken back was never counted, and the others stand", () => {
  const { backoff } = setting();
  for (let n = 0; n < 4; n += 1) backoff.attempt("a");

  backoff.attempt("a");
  backoff.undoAttempt("a");
  backoff.undoAttempt("nobody");

  expect(backoff.attempt("a")).toBe(0);
  expect(backoff.attempt("a")).toBeGreaterThan(0);
});

test("fewer than five tries are forgotten a quarter of an hour after the first", () => {
  const { backoff, clock } = setting();
  tries(backoff, 4);
  clock.at += 15 * MINUTE;
  expect(tries(backoff, 6)).toEqual([0, 0, 0, 0, 0, 30_000]);
});

test("memory is bounded: the key that tried longest ago makes room", () => {
  const { backoff } = setting();
  tries(backoff, 6);
  for (let n = 0; n < 20_000; n += 1) backoff.attempt(`flood-${n}`);
  expect(backoff.attempt("ana")).toBe(0);
});

test("a clock that is set back makes no wait longer than promised, and gives nobody more tries", () => {
  const { clock, backoff } = setting();
  clock.at += 3 * 60 * MINUTE;
  for (let n = 0; n < 20; n += 1) {
    clock.at += backoff.attempt("ana");
  }

  clock.at -= 3 * 60 * MINUTE;
  const waitMs = backoff.attempt("ana");
  expect(waitMs).toBeGreaterThan(0);
  expect(waitMs).toBeLessThanOrEqual(LIMITS.longestWaitMs);
  clock.at += waitMs;
  expect(tries(backoff, 2)).toEqual([0, LIMITS.longestWaitMs]);
});

test("more attempts that are taken back than were made win none", () => {
  const { backoff } = setting();
  backoff.attempt("ana");
  for (let n = 0; n < 3; n += 1) backoff.undoAttempt("ana");

  expect(tries(backoff, 6)).toEqual([0, 0, 0, 0, 0, 30_000]);
});

test("whoever had to wait starts anew once a quarter of an hour and the longest wait have passed since the last try", () => {
  const { backoff, clock } = setting();
  tries(backoff, 5);
  clock.at += 30 * MINUTE - 1;
  expect(tries(backoff, 2)).toEqual([0, 60_000]);

  clock.at += 30 * MINUTE;
  expect(tries(backoff, 6)).toEqual([0, 0, 0, 0, 0, 30_000]);
});

test("looking how long a key must wait counts nothing", () => {
  const { backoff } = setting();
  tries(backoff, 4);

  expect([backoff.of("ana").waitMs(), backoff.of("ana").waitMs()]).toEqual([0, 0]);
  expect([backoff.of("ana").take(), backoff.of("ana").waitMs(), backoff.of("ana").take()]).toEqual([
    0, 30_000, 30_000,
  ]);
});

test("free tries are forgotten by the first of them, waits by the last", () => {
  const { backoff, clock } = setting();
  tries(backoff, 3);
  clock.at += 14 * MINUTE;
  tries(backoff, 1);
  clock.at += MINUTE;
  expect(tries(backoff, 4)).toEqual([0, 0, 0, 0]);

  clock.at += 10 * MINUTE;
  tries(backoff, 1);
  clock.at += 25 * MINUTE;
  expect(tries(backoff, 2)).toEqual([0, 60_000]);
});
