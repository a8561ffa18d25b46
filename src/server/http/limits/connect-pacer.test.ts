import { expect, test } from "bun:test";
import { createConnectPacer, type Pace } from "./connect-pacer.ts";

/** A pacer whose time passes by hand, and which notes who gets in. */
function openPacer(pace: Pace) {
  const due: (() => void)[] = [];
  const delays: number[] = [];
  const pacer = createConnectPacer(pace, (work, ms) => {
    due.push(work);
    delays.push(ms);
  });
  const through: number[] = [];
  return {
    delays,
    through,
    /** Somebody comes; `place` is noted once they are let in, its negative if they are turned away. */
    come: (place: number) =>
      void pacer.waitForTurn().then((isLetIn) => through.push(isLetIn ? place : -place)),
    /** The time until the next turn passes; without anybody paced nothing happens. */
    async pass() {
      for (const work of due.splice(0)) work();
      await Bun.sleep(0);
    },
    isIdle: () => due.length === 0,
  };
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

test("lets whoever comes alone through at once", async () => {
  const pacer = createConnectPacer({ atOnce: 1, everyMs: 60_000, maxWaiting: 0 });

  expect(await pacer.waitForTurn()).toBe(true);
});

test("lets a crowd through a few at a time, in the order in which it came", async () => {
  const { come, pass, through, delays } = openPacer({ atOnce: 4, everyMs: 5, maxWaiting: 40 });
  for (const place of numbers(1, 10)) come(place);
  await Bun.sleep(0);

  expect(through).toEqual(numbers(1, 4));
  await pass();
  expect(through).toEqual(numbers(1, 8));
  await pass();
  expect(through).toEqual(numbers(1, 10));
  expect(delays).toEqual([5, 5, 5]);
});

test("whoever comes while it is paced gets one of the places left of the turn", async () => {
  const { come, pass, through } = openPacer({ atOnce: 3, everyMs: 5, maxWaiting: 40 });
  for (const place of numbers(1, 4)) come(place);
  await pass();
  for (const place of numbers(5, 8)) come(place);
  await Bun.sleep(0);

  expect(through).toEqual(numbers(1, 6));
  await pass();
  expect(through).toEqual(numbers(1, 8));
});

test("is open again after a crowd has gone through, and counts the next from the beginning", async () => {
  const { come, pass, through, isIdle } = openPacer({ atOnce: 2, everyMs: 5, maxWaiting: 40 });
  for (let crowd = 0; crowd < 2; crowd += 1) {
    for (const place of numbers(1, 3)) come(place);
    await pass();
    await pass();
    await pass();
    expect([through.splice(0), isIdle()]).toEqual([[1, 2, 3], true]);
  }
});

test("turns away whoever would wait behind too many, and nobody else", async () => {
  const { come, pass, through } = openPacer({ atOnce: 1, everyMs: 5, maxWaiting: 2 });
  for (const place of numbers(1, 4)) come(place);
  await Bun.sleep(0);
  expect(through).toEqual([1, -4]);

  await pass();
  come(5);
  await pass();
  expect(through).toEqual([1, -4, 2, 3]);
});

test("by itself it takes the time of the clock", async () => {
  const pacer = createConnectPacer({ atOnce: 1, everyMs: 5, maxWaiting: 2 });

  expect(await Promise.all([1, 2, 3].map(() => pacer.waitForTurn()))).toEqual([true, true, true]);
});
