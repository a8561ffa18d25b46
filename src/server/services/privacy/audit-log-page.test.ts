import { describe, expect, test } from "bun:test";
import { appendAuditEntry, auditAction } from "../../db/privacy/audit-log.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import type { Writer } from "../../db/store/store.ts";
import { auditLogPage } from "./audit-log-page.ts";
import type { ServiceContext } from "../context.ts";

const NOWHERE = {} as Writer;
const EVERYTHING = { before: null, topic: null };

for (const engine of ENGINES) {
  describe(`on ${engine.name}, the audit log`, () => {
    test("is read newest first, a page at a time, to the end, and of one company alone", async () => {
      await using store = await engine.open();
      const services = { store } as ServiceContext;
      const [orgId, elsewhere] = [await addOrganization(store), await addOrganization(store)];
      const entry = { memberId: null, detail: { chats: 1 } };
      for (let at = 1; at <= 120; at += 1)
        await store.transact((writer) => auditAction(writer, orgId, "customer-erased", { ...entry, at }));
      await store.transact((writer) =>
        auditAction(writer, elsewhere, "customer-erased", { ...entry, at: 7 }),
      );

      const seen: number[] = [];
      for (let before: number | null = null; ;) {
        const { lines, next } = await auditLogPage(services, orgId, { before, topic: null });
        seen.push(...lines.map(({ at }) => at));
        if (next === null) break;
        before = next;
      }

      expect(seen).toEqual(Array.from({ length: 120 }, (_, at) => 120 - at));
    });

    test("names who did it and to whom, by the names they have now, and the server where nobody did", async () => {
      await using store = await engine.open();
      const services = { store } as ServiceContext;
      const orgId = await addOrganization(store);
      const [ana, ben] = [
        await addMemberWithAccount(store, orgId, "Ana"),
        await addMemberWithAccount(store, orgId, "Ben"),
      ];
      const made = { at: 1, memberId: ana.id, detail: { id: ben.id, role: "admin" } } as const;
      await store.transact((writer) => auditAction(writer, orgId, "role-changed", made));
      const old = { at: 2, memberId: null, detail: { chats: 3, customers: 1 } };
      await store.transact((writer) => auditAction(writer, orgId, "old-chats-erased", old));

      const { lines } = await auditLogPage(services, orgId, EVERYTHING);

      expect(lines).toMatchObject([
        { no: 2, by: null, about: null, chats: 3, customers: 1 },
        { no: 1, by: "Ana", about: "Ben", role: "admin", chats: null, parts: [] },
      ]);
    });

    test("can be narrowed to a topic; what another version wrote is still in the whole", async () => {
      await using store = await engine.open();
      const services = { store } as ServiceContext;
      const orgId = await addOrganization(store);
      const entry = { at: 1, memberId: null };
      await store.transact(async (writer) => {
        await auditAction(writer, orgId, "settings-changed", { ...entry, detail: { parts: ["widget"] } });
        await auditAction(writer, orgId, "company-exported", { ...entry, detail: {} });
        await appendAuditEntry(writer, orgId, { ...entry, action: "from-the-future", detail: 7 });
      });
      const actions = async (topic: "settings" | "members" | "privacy" | null) =>
        (await auditLogPage(services, orgId, { before: null, topic })).lines.map(({ action }) => action);

      expect(await actions("settings")).toEqual(["settings-changed"]);
      expect(await actions("privacy")).toEqual(["company-exported"]);
      expect(await actions("members")).toEqual([]);
      expect(await actions(null)).toEqual(["from-the-future", "company-exported", "settings-changed"]);
    });
  });
}

test("a detail that an action does not declare, or that is missing, does not compile", () => {
  const none = { memberId: null, at: 1 };
  const write = () => [
    // @ts-expect-error -- the page would not show it
    auditAction(NOWHERE, "org_1", "signed-out", { ...none, detail: { hint: "4f2a" } }),
    // @ts-expect-error -- the page would not say whose role it is
    auditAction(NOWHERE, "org_1", "role-changed", { ...none, detail: { role: "admin" } }),
  ];

  expect(write).toBeFunction();
});
