import { expect, test } from "bun:test";
import type { Store } from "#server/db/store/store.ts";
import { addOrganization } from "#server/db/testing/add-organization.ts";
import { ENGINES } from "#server/db/testing/engines.ts";
import { type Held, meteredStore } from "./metered-store.ts";

for (const engine of ENGINES) {
  /** A metered store whose clock goes on only where a test says so, and the holds that were reported. */
  async function metered() {
    const store = await engine.open();
    const held: [Held, number][] = [];
    let at = 0;
    const passes = (ms: number) => (at += ms);
    const onHeld = (what: Held, ms: number) => held.push([what, ms]);
    return { store: meteredStore(store, { now: () => at, onHeld }), held, passes };
  }

  test(`${engine.name}: a transaction holds the writer until its commit, also when it fails`, async () => {
    const { store, held, passes } = await metered();
    await store.transact(async () => passes(7));
    await store
      .transact(async () => {
        passes(9);
        throw new Error("no");
      })
      .catch(() => {});
    expect(held).toEqual([
      ["writer", 7],
      ["writer", 9],
    ]);
    await store.close();
  });

  test(`${engine.name}: waiting for an organization's lock holds nobody up, holding it does`, async () => {
    const { store, held, passes } = await metered();
    const orgId = await addOrganization(store);
    held.length = 0;
    await store.transact(async (writer) => {
      passes(40);
      await writer.lock(orgId);
      passes(3);
    });
    expect(held).toEqual([["writer", 3]]);
    await store.close();
  });
}

test("a snapshot is reported where another one waits for it", async () => {
  for (const engine of ENGINES) {
    const unmetered = await engine.open();
    const held: Held[] = [];
    const store: Store = meteredStore(unmetered, { now: () => 0, onHeld: (what) => held.push(what) });
    await store.snapshot(async () => {});
    expect(held).toEqual(store.dialect === "sqlite" ? ["snapshot"] : []);
    await store.close();
  }
});

test("a wipe holds the writer for as long as a write waits for it, and not longer", async () => {
  const held: number[] = [];
  let at = 0;
  const { promise: wiped, resolve: finishWipe } = Promise.withResolvers<void>();
  const inner = {
    wipe: () => wiped.then(() => true),
    transact: async (work: (writer: object) => Promise<unknown>) => {
      await wiped;
      return work({});
    },
  };
  // Only the two methods are called.
  const store = meteredStore(inner as unknown as Store, { now: () => at, onHeld: (_, ms) => held.push(ms) });
  const wipe = store.wipe({ mayHold: true });
  at = 400;
  const write = store.transact(async () => {});
  at = 900;
  finishWipe();
  await Promise.all([wipe, write]);
  expect(held).toEqual([500, 0]);
});
