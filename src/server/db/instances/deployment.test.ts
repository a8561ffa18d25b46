import { describe, expect, test } from "bun:test";
import { addChosenSetupLink, findSetupLink, useSetupLink } from "../team/setup-links.ts";
import { ENGINES } from "../testing/engines.ts";
import { findSecretMark, storeSecretMark } from "./deployment.ts";
import { listInstances, recordHeartbeat, removeInstance } from "./instances.ts";

for (const engine of ENGINES) {
  describe(`a deployment on ${engine.name}`, () => {
    test("keeps the mark of its secret, and which instances see customers", async () => {
      await using store = await engine.open();
      expect(await findSecretMark(store)).toBeNull();
      await store.transact(async (writer) => {
        await storeSecretMark(writer, "mark");
        for (const id of ["ins_1", "ins_2"]) await recordHeartbeat(writer, id, 5);
        await writer.db.update(writer.tables.instance).set({ seesCustomers: false });
        await recordHeartbeat(writer, "ins_2", 6);
      });
      expect(await findSecretMark(store)).toBe("mark");
      const listed = async () => (await listInstances(store)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
      expect(await listed()).toEqual([
        { id: "ins_1", seesCustomers: false },
        { id: "ins_2", seesCustomers: true },
      ]);
      await store.transact((writer) => removeInstance(writer, "ins_1", null));
      await store.transact((writer) => removeInstance(writer, "ins_2", { since: 6, until: 6 }));
      expect(await listed()).toEqual([{ id: "ins_2", seesCustomers: true }]);
      await store.transact((writer) => removeInstance(writer, "ins_2", { since: 1, until: 5 }));
      expect(await listed()).toEqual([]);
    });

    test("takes the link that its operator chose once, whoever adds it", async () => {
      await using store = await engine.open();
      const link = { tokenHash: "chosen", orgId: null, createdAt: 1, expiresAt: 100 };
      const add = (change = {}) =>
        store.transact((writer) => addChosenSetupLink(writer, { ...link, ...change }));
      expect([await add(), await add()]).toEqual([true, true]);
      await store.transact((writer) => useSetupLink(writer, "chosen", 2));
      expect([await add({ createdAt: 3 }), await findSetupLink(store, "chosen", 3)]).toEqual([false, null]);
    });
  });
}
