import { expect, test } from "bun:test";
import { HOUR, MINUTE } from "#domain/model/instant.ts";
import { createSteadyClock } from "./steady-clock.ts";

test("a clock that is set back goes on from where it was, as fast as before", () => {
  const clock = { at: 10 * HOUR };
  const now = createSteadyClock(() => clock.at);

  clock.at -= 3 * HOUR;
  expect(now()).toBe(10 * HOUR);
  clock.at += MINUTE;
  expect(now()).toBe(10 * HOUR + MINUTE);
  clock.at -= 24 * HOUR;
  clock.at += 1;
  expect(now()).toBe(10 * HOUR + MINUTE);
  clock.at += MINUTE;
  expect(now()).toBe(10 * HOUR + 2 * MINUTE);
});

test("a clock that is set ahead is ahead", () => {
  const clock = { at: 0 };
  const now = createSteadyClock(() => clock.at);

  clock.at += HOUR;
  expect(now()).toBe(HOUR);
});
