import { expect, test } from "bun:test";
import { WakeUp } from "./wake-up.ts";

const LONG_MS = 600_000;

/** Whether a promise has resolved by now, given the time that needs no timer. */
async function isResolved(promise: Promise<void>): Promise<boolean> {
  let resolved = false;
  void promise.then(() => (resolved = true));
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  return resolved;
}

test("a wait ends with the next signal, and one signal ends one wait", async () => {
  const wakeUp = new WakeUp();
  const first = wakeUp.wait();
  expect(await isResolved(first)).toBe(false);
  wakeUp.signal();
  expect(await isResolved(first)).toBe(true);

  expect(await isResolved(wakeUp.wait())).toBe(false);
});

test("signals that come while nobody waits end the next wait, and only that", async () => {
  const wakeUp = new WakeUp();
  wakeUp.signal();
  wakeUp.signal();

  expect(await isResolved(wakeUp.wait())).toBe(true);
  expect(await isResolved(wakeUp.wait())).toBe(false);
});

test("a wait with a limit ends with a signal or with the limit, whichever is first", async () => {
  const wakeUp = new WakeUp();
  const long = wakeUp.wait(LONG_MS);
  expect(await isResolved(long)).toBe(false);
  wakeUp.signal();
  expect(await isResolved(long)).toBe(true);
  await wakeUp.wait(1);

  // The wait that is over takes no signal.
  wakeUp.signal();
  expect(await isResolved(wakeUp.wait())).toBe(true);
});

test("a wait that a signal has ended leaves no timer, which would end a later wait", async () => {
  const wakeUp = new WakeUp();
  const short = wakeUp.wait(5);
  wakeUp.signal();
  await short;
  const next = wakeUp.wait();
  await Bun.sleep(10);
  wakeUp.signal();

  expect(await isResolved(next)).toBe(true);
  expect(await isResolved(wakeUp.wait())).toBe(false);
});
