import { expect, test } from "bun:test";
import { BoundedMap } from "./bounded-map.ts";

function filled(): BoundedMap<string, number> {
  const map = new BoundedMap<string, number>(2);
  map.set("ada", 1);
  map.set("ben", 2);
  return map;
}

test("keeps so many keys, and forgets the one set longest ago", () => {
  const map = filled();

  map.set("cleo", 3);

  expect([map.get("ada"), map.get("ben"), map.get("cleo"), map.size]).toEqual([undefined, 2, 3, 2]);
});

test("a key that is set again is the newest", () => {
  const map = filled();

  map.set("ada", 4);
  map.set("cleo", 3);

  expect([...map.values()]).toEqual([4, 3]);
});

test("a key that is updated keeps its place, and a new one is the newest", () => {
  const map = filled();

  map.update("ada", 4);
  map.update("cleo", 3);

  expect([...map.values()]).toEqual([2, 3]);
});

test("looking forgets nobody and moves nobody, and what is deleted makes room", () => {
  const map = filled();

  map.get("ada");
  map.delete("ben");
  map.set("cleo", 3);

  expect([...map.values()]).toEqual([1, 3]);
});

test("keeps twenty thousand keys unless told otherwise", () => {
  const map = new BoundedMap<number, number>();
  for (let key = 0; key <= 20_000; key += 1) map.set(key, key);

  expect([map.size, map.get(0), map.get(1)]).toEqual([20_000, undefined, 1]);
});
