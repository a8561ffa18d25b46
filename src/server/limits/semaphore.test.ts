import { expect, test } from "bun:test";
import { Semaphore } from "./semaphore.ts";

const NEVER = new AbortController().signal;

test("lets so many in, and the others in the order they came", async () => {
  const semaphore = new Semaphore(1);
  const entered: number[] = [];
  await semaphore.enter(NEVER);
  const [first, second] = [1, 2].map((place) => semaphore.enter(NEVER).then(() => entered.push(place)));

  semaphore.leave();
  await first;
  expect(entered).toEqual([1]);
  semaphore.leave();
  await second;
  expect(entered).toEqual([1, 2]);
});

test("whoever waits no longer leaves their place to the next", async () => {
  const semaphore = new Semaphore(1);
  await semaphore.enter(NEVER);
  const cancel = new AbortController();
  const cancelled = semaphore.enter(cancel.signal).catch((error: unknown) => error);
  const next = semaphore.enter(NEVER);
  cancel.abort(new Error("stopped"));

  semaphore.leave();

  expect([await cancelled, await next]).toEqual([new Error("stopped"), undefined]);
  expect(semaphore.isEmpty).toBe(false);
  semaphore.leave();
  expect(semaphore.isEmpty).toBe(true);
});

test("whoever has given up before they came is not let in, and takes no place", async () => {
  const semaphore = new Semaphore(1);
  const stopped = AbortSignal.abort(new Error("stopped"));

  await expect(semaphore.enter(stopped)).rejects.toThrow("stopped");
  expect(semaphore.isEmpty).toBe(true);
});

test("whoever gives up after they were let in stays in until they leave", async () => {
  const semaphore = new Semaphore(1);
  const cancel = new AbortController();
  await semaphore.enter(NEVER);
  const waiting = semaphore.enter(cancel.signal);

  semaphore.leave();
  await waiting;
  cancel.abort(new Error("too late"));

  expect(semaphore.isEmpty).toBe(false);
  semaphore.leave();
  expect(semaphore.isEmpty).toBe(true);
});
