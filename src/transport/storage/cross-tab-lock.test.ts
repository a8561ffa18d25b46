import { expect, test } from "bun:test";
import { withCrossTabLock } from "./cross-tab-lock.ts";
import { fakeEnvironment } from "../testing/fake-environment.ts";
import type { WebLocks } from "../browser-environment.ts";

/** Runs work under these locks and counts how often it ran. */
async function count(locks: WebLocks | undefined): Promise<number> {
  let done = 0;
  await withCrossTabLock(fakeEnvironment({ locks }).environment, "name", async () => void (done += 1));
  return done;
}

test("work is done without locks", async () => {
  expect(await count(undefined)).toBe(1);
});

test("work is done if locks are refused", async () => {
  expect(await count({ request: () => Promise.reject(new DOMException("", "SecurityError")) })).toBe(1);
});

test("work is done once if the lock is stolen while it is held", async () => {
  const stolen: WebLocks = {
    async request(_name, _options, work) {
      await work();
      throw new DOMException("stolen", "AbortError");
    },
  };

  expect(await count(stolen)).toBe(1);
});
