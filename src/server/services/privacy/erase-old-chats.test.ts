import { describe, expect, test } from "bun:test";
import { decided } from "#domain/model/decision.ts";
import type { CustomerId, OrgId } from "#domain/model/ids.ts";
import { DAY, MINUTE } from "#domain/model/instant.ts";
import { NOON } from "#domain/testing/in-memory-organization.ts";
import { listAuditEntries } from "../../db/privacy/audit-log.ts";
import type { Store } from "../../db/store/store.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openCommand } from "../../db/testing/sample-commands.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { changeSettings } from "../settings/change-settings.ts";
import type { ServiceContext } from "../context.ts";
import { countOldChats, eraseOldChats } from "./erase-old-chats.ts";
import { serviceContextOn } from "../testing/service-context.ts";
import { endOverdueSessions } from "../conversations/end-overdue-sessions.ts";

async function customersOf({ db, tables: { customer } }: Store, orgId: OrgId): Promise<CustomerId[]> {
  const rows = await db.select().from(customer);
  return rows.flatMap((row) => (row.orgId === orgId ? row.id : [])).toSorted();
}

/** Creates a company with a retention period in days, on the test's clock. */
async function companyKeeping(store: Store, services: ServiceContext, keepDays: number | null) {
  const orgId = await addOrganization(store, { at: NOON });
  const ana = await addMemberWithAccount(store, orgId, "Ana", { role: "admin" });
  await changeSettings({ services, orgId, by: ana.id }, "privacy", { keepDays });
  return orgId;
}

for (const engine of ENGINES) {
  describe(`on ${engine.name}, chats`, () => {
    test("go when they are as old as the company has said, and their customers with the last; elsewhere they stay", async () => {
      let now = NOON;
      await using store = await engine.open({ now: () => now });
      const services = serviceContextOn(store);
      const [month, ever] = [
        await companyKeeping(store, services, 30),
        await companyKeeping(store, services, null),
      ];
      for (const orgId of [month, ever])
        for (const name of ["ana", "ben"]) await services.record(orgId, openCommand(name, orgId));
      now += DAY;
      await endOverdueSessions(services);
      await services.record(month, openCommand("ben", month));
      now += 29 * DAY;
      await endOverdueSessions(services);
      await eraseOldChats(services);
      expect(await customersOf(store, month)).toHaveLength(2);

      now += DAY;
      expect(await countOldChats(services, month, 30)).toEqual({ chats: 2, customers: 1 });
      await eraseOldChats(services);

      expect(await customersOf(store, month)).toEqual([`cus_ben_${month}`]);
      expect(await customersOf(store, ever)).toHaveLength(2);
      expect(await countOldChats(services, month, 30)).toEqual({ chats: 0, customers: 0 });
      const [entry] = await listAuditEntries(store, month, { before: null, actions: null }, 1);
      expect(entry).toMatchObject({
        memberId: null,
        action: "old-chats-erased",
        detail: { chats: 2, customers: 1 },
      });
    });

    test("stay until the next start when the process stops", async () => {
      let now = NOON;
      await using store = await engine.open({ now: () => now });
      const services = serviceContextOn(store);
      const orgId = await companyKeeping(store, services, 1);
      await services.record(orgId, openCommand("ana", orgId));
      now += 10 * MINUTE;
      await endOverdueSessions(services);
      now += 3 * DAY;

      await eraseOldChats(services, AbortSignal.abort());
      expect(await customersOf(store, orgId)).toHaveLength(1);
      await eraseOldChats(services);
      expect(await customersOf(store, orgId)).toEqual([]);
    });

    test("go a few at a time, and each once where several machines are at it", async () => {
      let now = NOON;
      await using store = await engine.open({ now: () => now });
      const [here, there] = [serviceContextOn(store), serviceContextOn(store)];
      const orgId = await companyKeeping(store, here, 1);
      await Promise.all(
        Array.from({ length: 230 }, (_, at) => here.record(orgId, openCommand(`kim${at}`, orgId))),
      );
      now += 10 * MINUTE;
      await endOverdueSessions(here);
      now += 3 * DAY;

      // SQLite has only one instance.
      const instances = store.dialect === "sqlite" ? [here] : [here, there];
      await Promise.all(instances.map((services) => eraseOldChats(services)));

      expect(await customersOf(store, orgId)).toEqual([]);
      const entries = await listAuditEntries(
        store,
        orgId,
        { before: null, actions: ["old-chats-erased"] },
        100,
      );
      const counted = entries.map(({ detail }) => (detail as { chats: number }).chats);
      expect(counted.reduce((sum, chats) => sum + chats, 0)).toBe(230);
      expect(Math.max(...counted)).toBeLessThanOrEqual(25);
    }, 30_000);

    test("stay that are not erased yet when the period is raised meanwhile", async () => {
      let now = NOON;
      await using store = await engine.open({ now: () => now });
      const services = serviceContextOn(store);
      const orgId = await addOrganization(store, { at: NOON });
      const ana = await addMemberWithAccount(store, orgId, "Ana", { role: "admin" });
      const keep = (keepDays: number) =>
        changeSettings({ services, orgId, by: ana.id }, "privacy", { keepDays });
      await keep(1);
      await Promise.all(
        Array.from({ length: 60 }, (_, at) => services.record(orgId, openCommand(`kim${at}`, orgId))),
      );
      now += 10 * MINUTE;
      await endOverdueSessions(services);
      now += 3 * DAY;
      const meanwhile: ServiceContext["record"] = async (of, command) => {
        const recorded = await services.record(of, command);
        await keep(365);
        return recorded;
      };

      await eraseOldChats({ ...services, record: meanwhile });

      expect(await customersOf(store, orgId)).toHaveLength(35);
    });

    test("stay for ever where the settings were written before anybody could choose", async () => {
      let now = NOON;
      await using store = await engine.open({ now: () => now });
      const services = serviceContextOn(store);
      const orgId = await addOrganization(store, { at: NOON });
      await store.transact(async ({ db, tables: { organization } }) => {
        const [row] = await db.select().from(organization);
        const { version, privacy, ...before } = row?.settings ?? ({} as never);
        void [version, privacy];
        await db.update(organization).set({ settings: before as never });
      });
      await services.record(orgId, openCommand("ana", orgId));
      now += 4_000 * DAY;
      await endOverdueSessions(services);

      await eraseOldChats(services);
      await services.record(orgId, { needs: {}, decide: () => decided([], null) });

      expect(await customersOf(store, orgId)).toHaveLength(1);
    });
  });
}
