import { describe, expect, test } from "bun:test";
import { eq, sql } from "drizzle-orm";
import { appendAuditEntry, listAuditEntries } from "./audit-log.ts";
import type { Store } from "../store/store.ts";
import { ENGINES } from "../testing/engines.ts";
import { addOrganization } from "../testing/add-organization.ts";

async function withOneEntry(store: Store) {
  const orgId = await addOrganization(store);
  const entry = { at: 7, memberId: null, action: "switch-turned", detail: {} };
  await store.transact((writer) => appendAuditEntry(writer, orgId, entry));
  return { orgId, entry: { ...entry, no: 1 } };
}

for (const engine of ENGINES) {
  describe(`on ${engine.name}, an entry of the audit log`, () => {
    test("can be neither changed nor deleted, by whatever statement", async () => {
      await using store = await engine.open();
      const { orgId, entry } = await withOneEntry(store);
      const { audit } = store.tables;

      const change = store.transact(({ db }) => db.update(audit).set({ action: "nothing" }));
      await expect(change.then(String)).rejects.toThrow();
      const remove = store.transact(({ db }) => db.delete(audit).where(eq(audit.orgId, orgId)));
      await expect(remove.then(String)).rejects.toThrow();
      const put = store.transact((writer) => writer.put(audit, [{ ...entry, orgId, action: "nothing" }]));
      await expect(put).rejects.toThrow();

      expect(await listAuditEntries(store, orgId, { before: null, actions: null }, 10)).toEqual([entry]);
    });

    test("goes with its company", async () => {
      await using store = await engine.open();
      const { orgId } = await withOneEntry(store);
      const { audit, organization } = store.tables;

      await store.transact(async ({ db }) => {
        await db.update(organization).set({ erasedAt: 8 }).where(eq(organization.id, orgId));
        await db.delete(audit).where(eq(audit.orgId, orgId));
      });

      expect(await store.db.select({ count: sql`count(*)`.mapWith(Number) }).from(audit)).toEqual([
        { count: 0 },
      ]);
    });
  });
}
