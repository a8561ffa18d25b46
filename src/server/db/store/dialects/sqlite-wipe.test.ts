import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { setImmediate } from "node:timers/promises";
import { addOrganization } from "../../testing/add-organization.ts";
import { SQLITE } from "../../testing/engines.ts";
import { sqliteFileOf } from "../../testing/sqlite-file-bytes.ts";
import type { Store } from "../store.ts";

/** Writes what a wipe has to be done for. */
async function shredSomething(store: Store): Promise<void> {
  await store.transact(({ shred }) => shred());
}

function isWhole(store: Store): boolean {
  using file = new Database(sqliteFileOf(store), { readonly: true });
  return file.query("pragma integrity_check").values().flat().join() === "ok";
}

test("a wipe is stopped by a write, which does not wait for it, and is begun anew later", async () => {
  await using place = await SQLITE.place();
  {
    await using before = await place.open();
    await shredSomething(before);
  }
  await using store = await place.open();

  const stopped = store.wipe({ mayHold: false });
  await setImmediate();
  expect(await store.ready()).toBe(true);
  await addOrganization(store);

  expect(await stopped).toBe(false);
  expect(isWhole(store)).toBe(true);
  expect(await store.wipe({ mayHold: false })).toBe(false);
  expect(await store.wipe({ mayHold: true })).toBe(true);
  expect(await store.wipe({ mayHold: false })).toBe(true);
  expect(isWhole(store)).toBe(true);
});

test("a write that can wait does so, and the wipe is completed", async () => {
  await using place = await SQLITE.place();
  {
    await using before = await place.open();
    await shredSomething(before);
  }
  await using store = await place.open();

  const wiped = store.wipe({ mayHold: false });
  await setImmediate();
  await store.transact(async () => {}, { canWait: true });

  expect(await wiped).toBe(true);
});

test("a server that stops does not wait for a wipe", async () => {
  await using place = await SQLITE.place();
  const store = await place.open();
  await shredSomething(store);

  const wiped = store.wipe({ mayHold: true });
  await setImmediate();
  await store.close();

  expect(await wiped).toBe(false);
});

test("a wipe for which others wait is stopped by its signal, and none begins after it", async () => {
  await using store = await SQLITE.open();
  await shredSomething(store);
  const shutdown = new AbortController();
  const { signal } = shutdown;

  const wiped = store.wipe({ mayHold: true, signal });
  await setImmediate();
  shutdown.abort();

  expect(await wiped).toBe(false);
  expect(await store.wipe({ mayHold: true, signal })).toBe(false);
  expect(await store.wipe({ mayHold: true })).toBe(true);
});
