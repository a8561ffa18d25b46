import { expect, test } from "bun:test";
import { LoopMeter } from "./loop-meter.ts";

function metered() {
  let time = { at: 0, computed: 0 };
  const meter = new LoopMeter(() => time);
  /** The next tick comes after so much time, of which the thread computed some. */
  const tickAfter = (ms: number, computed: number) => {
    time = { at: time.at + ms, computed: time.computed + computed };
    meter.tick();
  };
  return { meter, tickAfter };
}

test("the longest time between two ticks is a hold, and how much of it was computing is told apart", () => {
  const { meter, tickAfter } = metered();
  tickAfter(2, 0);
  tickAfter(80, 5);
  tickAfter(30, 30);
  tickAfter(2, 0);
  expect(meter.takeLongest()).toEqual({ heldMs: 80, computedMs: 30 });
});

test("a hold is taken once", () => {
  const { meter, tickAfter } = metered();
  tickAfter(80, 80);
  meter.takeLongest();
  tickAfter(3, 1);
  expect(meter.takeLongest()).toEqual({ heldMs: 3, computedMs: 1 });
});
