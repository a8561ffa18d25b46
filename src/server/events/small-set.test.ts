import { expect, test } from "bun:test";
import { SmallSet } from "./small-set.ts";

const [ana, ben, cleo] = [{ name: "Ana" }, { name: "Ben" }, { name: "Cleo" }];

test("has whoever was added and not deleted, each once", () => {
  const few = new SmallSet<{ name: string }>().add(ana).add(ana);
  expect([...few]).toEqual([ana]);

  few.add(ben).add(ana).add(cleo);
  expect(new Set(few)).toEqual(new Set([ana, ben, cleo]));
  expect([...few]).toHaveLength(3);

  few.delete(ben);
  few.delete(ben);
  expect(new Set(few)).toEqual(new Set([ana, cleo]));
});

test("is empty before the first and after the last", () => {
  const few = new SmallSet<{ name: string }>();
  expect([few.isEmpty, ...few]).toEqual([true]);

  few.add(ana).add(ben);
  few.delete(ana);
  expect(few.isEmpty).toBe(false);
  few.delete(ben);
  expect([few.isEmpty, ...few]).toEqual([true]);

  few.add(ben);
  few.delete(ben);
  expect(few.isEmpty).toBe(true);
});

test("whoever goes while they are told one after the other is told no more", () => {
  const few = new SmallSet<{ name: string }>().add(ana).add(ben);
  const visited = [];
  for (const one of few) {
    visited.push(one);
    few.delete(one === ana ? ben : ana);
  }
  expect(visited).toEqual([ana]);
});
