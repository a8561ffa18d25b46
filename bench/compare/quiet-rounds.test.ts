import { expect, test } from "bun:test";
import { quietRounds } from "./quiet-rounds.ts";

const sample = (value: number, foreignPercent = 0) => new Map([["this", { value, foreignPercent }]]);

test("a round beside other work is measured again", async () => {
  const samples = await quietRounds("sqlite", 2, async (round) => sample(round, round === 0 ? 80 : 3));

  expect(samples.get("this")?.map(({ value }) => value)).toEqual([1, 2]);
});

test("a round that fails is measured again", async () => {
  const samples = await quietRounds("sqlite", 2, async (round) => {
    if (round === 1) throw new Error("the server was too slow");
    return sample(round);
  });

  expect(samples.get("this")?.map(({ value }) => value)).toEqual([0, 2]);
});

test("on a machine that is never quiet the last rounds count", async () => {
  const samples = await quietRounds("sqlite", 3, async (round) => sample(round, 90));

  expect(samples.get("this")?.map(({ value }) => value)).toEqual([3, 4, 5]);
});

test("when every round fails, so does the run", async () => {
  const run = quietRounds("sqlite", 2, async () => {
    throw new Error("nobody answered");
  });

  expect(run).rejects.toThrow("nobody answered");
});
