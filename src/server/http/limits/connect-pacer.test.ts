import { expect, test } from "bun:test";
import { createConnectPacer } from "./connect-pacer.ts";

const MANY = 40;

test("lets whoever comes alone through at once", async () => {
  const pacer = createConnectPacer({ atOnce: 1, everyMs: 60_000, maxWaiting: 0 });

  expect(await pacer.waitForTurn()).toBe(true);
});

test("lets a crowd through a few at a time, in the order in which it came", async () => {
  const pacer = createConnectPacer({ atOnce: 4, everyMs: 5, maxWaiting: MANY });
  const through: { place: number; at: number }[] = [];

  await Promise.all(
    Array.from({ length: MANY }, async (_, place) => {
      await pacer.waitForTurn();
      through.push({ place, at: performance.now() });
    }),
  );

  expect(through.map(({ place }) => place)).toEqual(Array.from({ length: MANY }, (_, place) => place));
  for (const [place, { at }] of through.entries())
    expect(at - (through[place - 4]?.at ?? -Infinity)).toBeGreaterThan(4);
});

test("is open again after a crowd has gone through, and after the next", async () => {
  const pacer = createConnectPacer({ atOnce: 2, everyMs: 5, maxWaiting: MANY });

  for (let time = 0; time < 2; time += 1)
    expect(await Promise.all(Array.from({ length: 6 }, () => pacer.waitForTurn()))).not.toContain(false);
});

test("turns away whoever would wait behind too many", async () => {
  const pacer = createConnectPacer({ atOnce: 1, everyMs: 5, maxWaiting: 2 });

  const fates = await Promise.all([1, 2, 3, 4].map(() => pacer.waitForTurn()));

  expect(fates).toEqual([true, true, true, false]);
  expect(await pacer.waitForTurn()).toBe(true);
});
