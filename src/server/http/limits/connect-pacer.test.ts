import { expect, test } from "bun:test";
import { createTurnstile } from "./connect-pacer.ts";

const MANY = 40;

test("lets whoever comes alone through at once", async () => {
  const turnstile = createTurnstile({ atOnce: 1, everyMs: 60_000, waiting: 0 });

  expect(await turnstile.pass()).toBe(true);
});

test("lets a crowd through a few at a time, in the order in which it came", async () => {
  const turnstile = createTurnstile({ atOnce: 4, everyMs: 5, waiting: MANY });
  const through: { place: number; at: number }[] = [];

  await Promise.all(
    Array.from({ length: MANY }, async (_, place) => {
      await turnstile.pass();
      through.push({ place, at: performance.now() });
    }),
  );

  expect(through.map(({ place }) => place)).toEqual(Array.from({ length: MANY }, (_, place) => place));
  for (const [place, { at }] of through.entries())
    expect(at - (through[place - 4]?.at ?? -Infinity)).toBeGreaterThan(4);
});

test("is open again after a crowd has gone through, and after the next", async () => {
  const turnstile = createTurnstile({ atOnce: 2, everyMs: 5, waiting: MANY });

  for (let time = 0; time < 2; time += 1)
    expect(await Promise.all(Array.from({ length: 6 }, () => turnstile.pass()))).not.toContain(false);
});

test("turns away whoever would wait behind too many", async () => {
  const turnstile = createTurnstile({ atOnce: 1, everyMs: 5, waiting: 2 });

  const fates = await Promise.all([1, 2, 3, 4].map(() => turnstile.pass()));

  expect(fates).toEqual([true, true, true, false]);
  expect(await turnstile.pass()).toBe(true);
});
