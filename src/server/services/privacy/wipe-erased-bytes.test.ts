import { expect, test } from "bun:test";
import { HOUR, MINUTE } from "#domain/model/instant.ts";
import type { Store } from "../../db/store/store.ts";
import { createWipeOfErasedBytes } from "./wipe-erased-bytes.ts";

/** Creates the wipe with a clock that begins at midnight, and a store that notes how it is called. */
function wipeAt(results: (boolean | Error)[] = []) {
  const clock = { now: 0 };
  const calls: boolean[] = [];
  const store = {
    now: async () => clock.now,
    wipe: async ({ mayHold }: { mayHold: boolean }) => {
      calls.push(mayHold);
      const result = results.shift() ?? true;
      if (result instanceof Error) throw result;
      return result;
    },
  } as unknown as Store;
  const wipe = createWipeOfErasedBytes({ store }, (at) => Math.floor(at / HOUR) % 24);
  return { clock, calls, wipe };
}

test("others wait for the wipe once a night, however much is erased in that hour", async () => {
  const { clock, calls, wipe } = wipeAt();
  const held: number[] = [];

  for (clock.now = 0; clock.now < 48 * HOUR; clock.now += 10 * MINUTE) {
    await wipe();
    if (calls.at(-1) === true) held.push(clock.now / HOUR);
  }

  expect(held).toEqual([3, 27]);
  expect(calls).toHaveLength(48 * 6);
});

test("a wipe that was stopped in that hour is tried again in it", async () => {
  const { clock, calls, wipe } = wipeAt([false, true, true]);

  for (clock.now = 3 * HOUR; clock.now < 3 * HOUR + 3 * MINUTE; clock.now += MINUTE) await wipe();

  expect(calls).toEqual([true, true, false]);
});

test("a wipe that fails, as on a disk that is too small, is tried every half hour, and holds others up twice a night", async () => {
  const { clock, calls, wipe } = wipeAt(Array.from({ length: 9 }, () => new Error("disk is full")));
  const tried: number[] = [];

  for (clock.now = 2.75 * HOUR; clock.now < 5 * HOUR; clock.now += MINUTE) {
    const before = calls.length;
    await wipe().catch(() => {});
    if (calls.length > before) tried.push(clock.now / HOUR);
  }

  expect(tried).toEqual([2.75, 3.25, 3.75, 4.25, 4.75]);
  expect(calls).toEqual([false, true, true, false, false]);
});
