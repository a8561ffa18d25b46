import { expect, test } from "bun:test";
import { createBackgroundTurns } from "./background-turns.ts";

/** Turns with a clock that only work and rests move, and the rests that were taken. */
function openTurns() {
  let at = 0;
  const rests: number[] = [];
  const log: string[] = [];
  const takeTurn = createBackgroundTurns({
    now: () => at,
    async rest(ms) {
      rests.push(ms);
      log.push("rest");
      at += ms;
    },
  });
  const work = (name: string, ms: number) =>
    takeTurn(async () => {
      log.push(name);
      at += ms;
      return name;
    });
  return { work, takeTurn, rests, log };
}

test("pieces run one at a time, in order, with a rest after each that is as long as the piece", async () => {
  const { work, rests, log } = openTurns();

  const results = await Promise.all([work("a", 5), work("b", 20), work("c", 3)]);
  await work("d", 1);

  expect(results).toEqual(["a", "b", "c"]);
  expect(log.slice(0, 7)).toEqual(["a", "rest", "b", "rest", "c", "rest", "d"]);
  expect(rests.slice(0, 3)).toEqual([5, 20, 3]);
});

test("a piece that took no time is followed by a rest too, and one that waited for long by a short one", async () => {
  const { work, rests } = openTurns();

  await work("quick", 0);
  await work("slow", 60_000);
  await work("last", 1);

  expect(rests.slice(0, 2)).toEqual([1, 250]);
});

test("a result is handed out before the rest, and a failure stops nobody else", async () => {
  const rested = Promise.withResolvers<void>();
  const takeTurn = createBackgroundTurns({ now: () => 0, rest: () => rested.promise });

  await expect(takeTurn(async () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  const next = takeTurn(async () => "next");
  expect(await Promise.race([next, Promise.resolve("waits")])).toBe("waits");
  rested.resolve();

  expect(await next).toBe("next");
});
