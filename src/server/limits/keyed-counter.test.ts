import { expect, test } from "bun:test";
import { createKeyedCounter } from "./keyed-counter.ts";

test("counts what is there of each key, and never less than nothing", () => {
  const counter = createKeyedCounter();
  for (const key of ["ada", "ada", "ben"]) counter.add(key);

  counter.remove("ada");
  counter.remove("ben");
  counter.remove("ben");
  counter.add("ben");

  expect(["ada", "ben", "cleo"].map(counter.count)).toEqual([1, 1, 0]);
});
