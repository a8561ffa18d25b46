import { describe, expect, test } from "bun:test";
import { createGroupCommit } from "./group-commit.ts";

/** A group commit of texts, queued by their first character, whose commits end when the test says so. */
function start(maxBatch = 3) {
  const batches: { items: string; end: () => void }[] = [];
  const group = createGroupCommit<string>({
    queueOf: (item) => item.charAt(0),
    maxBatch,
    commit: (items) =>
      new Promise((resolve) => batches.push({ items: items.join(" "), end: () => resolve() })),
  });
  return { ...group, batches, items: () => batches.map(({ items }) => items) };
}

const settled = async () => {
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
};

describe("items that wait for a commit", () => {
  test("are committed together when they were added in the same tick", async () => {
    const { add, waiting, items } = start();
    add("a1");
    add("a2");
    expect([waiting(), items()]).toEqual([2, []]);
    await settled();
    expect([waiting(), items()]).toEqual([0, ["a1 a2"]]);
  });

  test("wait for the commit before, in their order, at most so many at a time", async () => {
    const { add, waiting, items, batches } = start();
    add("a1");
    await settled();
    for (const item of ["a2", "a3", "a4", "a5"]) add(item);
    await settled();
    expect([waiting(), items()]).toEqual([4, ["a1"]]);
    batches[0]?.end();
    await settled();
    expect([waiting(), items()]).toEqual([1, ["a1", "a2 a3 a4"]]);
    batches[1]?.end();
    await settled();
    expect([waiting(), items()]).toEqual([0, ["a1", "a2 a3 a4", "a5"]]);
    batches[2]?.end();
    await settled();
    add("a6");
    await settled();
    expect(items().at(-1)).toBe("a6");
  });

  test("do not wait for those of another queue", async () => {
    const { add, waiting, items } = start();
    add("a1");
    await settled();
    add("a2");
    add("b1");
    await settled();
    expect([waiting(), items()]).toEqual([1, ["a1", "b1"]]);
  });
});
