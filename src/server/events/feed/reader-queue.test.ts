import { expect, test } from "bun:test";
import type { NumberedFact } from "#domain/model/fact.ts";
import { ReaderQueue } from "./reader-queue.ts";

function fact(no: number): NumberedFact {
  return { no, sessionNo: null, fact: { kind: "members-changed", at: no } };
}

async function isResolved(promise: Promise<void>): Promise<boolean> {
  let resolved = false;
  void promise.then(() => (resolved = true));
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  return resolved;
}

test("a queue is filled when there is something to take, and empty once it is taken", async () => {
  const queue = new ReaderQueue();
  const filled = queue.filled();
  expect([await isResolved(filled), queue.take()]).toEqual([false, []]);
  queue.push(fact(1));
  queue.push(fact(2));

  expect(await isResolved(filled)).toBe(true);
  expect(await isResolved(queue.filled())).toBe(true);
  expect(queue.take().map(({ no }) => no)).toEqual([1, 2]);
  expect(queue.take()).toEqual([]);
  // The second fact came while nobody waited.
  await queue.filled();
  expect(await isResolved(queue.filled())).toBe(false);
});

test("a queue can be woken with nothing in it", async () => {
  const queue = new ReaderQueue();
  const filled = queue.filled();
  queue.wake();

  expect([await isResolved(filled), queue.take()]).toEqual([true, []]);
});

test("a queue has room for a thousand facts, and says when one more came", async () => {
  const queue = new ReaderQueue();
  for (let no = 1; no <= 1_000; no += 1) queue.push(fact(no));
  expect(queue.overflowed).toBe(false);
  queue.push(fact(1_001));

  expect(queue.overflowed).toBe(true);
  expect(queue.take()).toHaveLength(1_000);
  expect(await isResolved(queue.filled())).toBe(true);
  expect(await isResolved(queue.filled())).toBe(true);
});
