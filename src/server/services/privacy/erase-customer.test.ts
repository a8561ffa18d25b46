import { describe, expect, test } from "bun:test";
import { decideEraseCustomer } from "#domain/privacy/erase-customer.ts";
import { advice, expectListed } from "../../../../test/advice.ts";
import { listAuditEntries } from "../../db/privacy/audit-log.ts";
import { readFeed } from "../../db/conversations/feed.ts";
import { DATA_CLASSIFICATION } from "../../db/privacy/data-classification.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { messageCommand } from "../../db/testing/sample-commands.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { tablesContaining } from "../../db/testing/tables-containing.ts";
import type { ServiceContext } from "../context.ts";
import { eraseCustomer } from "./erase-customer.ts";
import { inboxSnapshot } from "../conversations/inbox-snapshot.ts";
import { laneSnapshots } from "../conversations/lane-snapshot.ts";
import { removeErasedRows } from "./remove-erased-rows.ts";
import { markRead } from "../conversations/mark-read.ts";
import { addChatsOfCustomer, customerIdOf, openOf } from "../testing/add-chats-of-customer.ts";
import { serviceContextOn } from "../testing/service-context.ts";

const CANARY = "Zanzibarfink";
const KEPT = "Meerkatze";

const TABLES = advice`Say “customer” of a column of such a table in ${"src/server/db/privacy/data-classification.ts"}, name it in ${"src/server/db/privacy/deleted-with.ts"}, and let addChatsOfCustomer in ${"src/server/services/testing/add-chats-of-customer.ts"} write to it.`;

/** The tables that are declared to hold customer data. */
function tablesOfCustomers(): string[] {
  return Object.entries<object>(DATA_CLASSIFICATION)
    .filter(([, columns]) => Object.values(columns).includes("customer"))
    .map(([name]) => name)
    .toSorted();
}

for (const engine of ENGINES) {
  describe(`on ${engine.name}, a customer who is erased`, () => {
    test("was in every table that holds something of customers, and is in none; others stay", async () => {
      await using store = await engine.open();
      const services = serviceContextOn(store);
      const orgId = await addOrganization(store);
      const elsewhere = await addOrganization(store);
      const { customerId, mia } = await addChatsOfCustomer(services, orgId, CANARY);
      await addChatsOfCustomer(services, orgId, KEPT);
      await addChatsOfCustomer(services, elsewhere, `${CANARY.toLowerCase()} elsewhere`);
      const { session, fact } = store.tables;
      const before = (await store.db.select().from(session)).filter((row) => row.customerId === customerId);
      const facts = (await store.db.select().from(fact)).length;
      const named = await tablesContaining(store, CANARY);
      const bySession = await tablesContaining(store, before[0]?.id ?? "none");
      const byCustomer = await tablesContaining(store, customerId);
      expectListed({
        found: [...named, ...bySession, ...byCustomer],
        listed: tablesOfCustomers(),
        fix: TABLES,
      });

      const { chats } = await eraseCustomer({ services, orgId, by: mia.id }, customerId);

      expect(chats).toBe(2);
      // The feed keeps the erased ids, because followers must learn of the erasure.
      expect(await tablesContaining(store, customerId)).toEqual(["fact"]);
      for (const { id } of before) expect(await tablesContaining(store, id)).toEqual(["fact"]);
      const feed = await readFeed(store, orgId, 0, 10_000);
      expect(JSON.stringify(feed)).not.toContain(CANARY);
      expect(feed.at(-1)?.fact).toMatchObject({ kind: "erased", customers: [customerId] });
      expect(JSON.stringify(await inboxSnapshot(services, orgId, mia.id))).not.toContain(CANARY);
      expect(await laneSnapshots(services, orgId, mia.id, [customerId])).toEqual([]);
      expect((await store.db.select().from(fact)).length).toBeLessThan(facts);
      expect(await tablesContaining(store, CANARY)).toEqual([]);
      for (const other of [KEPT, "elsewhere"]) expect(await tablesContaining(store, other)).toEqual(named);
      expect((await store.db.select().from(session)).length).toBe(4);
    });

    test("leaves in the audit log that it happened and how much went, not who it was", async () => {
      await using store = await engine.open();
      const services = serviceContextOn(store);
      const orgId = await addOrganization(store);
      const { customerId, mia } = await addChatsOfCustomer(services, orgId, CANARY);

      await eraseCustomer({ services, orgId, by: mia.id }, customerId);

      const [entry] = await listAuditEntries(store, orgId, { before: null, actions: null }, 10);
      expect(entry).toMatchObject({ memberId: mia.id, action: "customer-erased", detail: { chats: 2 } });
      expect(JSON.stringify(entry)).not.toContain(CANARY);
      expect(await tablesContaining(store, CANARY)).toEqual([]);
    });

    test("is unknown from then on: erasing again is refused, and late words change nothing", async () => {
      await using store = await engine.open();
      const services = serviceContextOn(store);
      const orgId = await addOrganization(store);
      const { customerId, mia } = await addChatsOfCustomer(services, orgId, CANARY);
      const { session } = store.tables;
      const [row] = await store.db.select().from(session);
      await eraseCustomer({ services, orgId, by: mia.id }, customerId);

      await expect(eraseCustomer({ services, orgId, by: mia.id }, customerId)).rejects.toThrow(
        "customer-unknown",
      );
      await expect(services.record(orgId, messageCommand(row?.id ?? "ses_", "Hello?"))).rejects.toThrow(
        "session-ended",
      );
      expect(await store.db.select().from(session)).toEqual([]);
    });

    test("goes while their messages are being marked as read: nobody stumbles over the other", async () => {
      await using store = await engine.open();
      const services = serviceContextOn(store);
      const marking = { ...services, ephemeralEvents: { publish: () => {} } } as unknown as ServiceContext;
      const orgId = await addOrganization(store);
      for (let round = 0; round < 5; round += 1) {
        const name = `${CANARY} ${round}`;
        const { customerId, mia } = await addChatsOfCustomer(services, orgId, name);
        const { session } = store.tables;
        const ids = (await store.db.select().from(session)).map(({ id }) => id);
        const readers = await Promise.all(
          ["Ben", "Cem", "Dan", "Eve"].map((who) => addMemberWithAccount(store, orgId, who)),
        );

        const marks = readers.flatMap((reader) =>
          ids.map((sessionId) =>
            markRead(marking, orgId, { sessionId, by: "member", memberId: reader.id, count: 1 }),
          ),
        );
        const [erased, ...marked] = await Promise.allSettled([
          eraseCustomer({ services, orgId, by: mia.id }, customerId),
          ...marks,
        ]);

        expect(erased).toMatchObject({ status: "fulfilled", value: { chats: 2 } });
        for (const mark of marked)
          if (mark.status === "rejected") expect(String(mark.reason)).toContain("session-unknown");
      }
      expect(await tablesContaining(store, CANARY)).toEqual([]);
    });

    test("leaves room: their agent is given who waits, in the same write", async () => {
      await using store = await engine.open();
      const services = serviceContextOn(store);
      const orgId = await addOrganization(store, { answers: "agents", assigning: { capacity: 1 } });
      const mia = await addMemberWithAccount(store, orgId, "Mia");
      await services.record(orgId, openOf("first", orgId));
      const { result: waits } = await services.record(orgId, openOf("second", orgId));

      const customerId = customerIdOf("first", orgId);
      const { facts } = await services.record(orgId, {
        needs: { customer: customerId, everythingOf: [customerId] },
        decide: (scene) => decideEraseCustomer(scene, customerId),
      });

      expect(facts.map(({ fact }) => fact)).toMatchObject([
        { kind: "erased" },
        { kind: "session-held", sessionId: waits, holder: { memberId: mia.id } },
      ]);
    });

    test("may come in the same batch as their own words and their return; only the return is there", async () => {
      await using store = await engine.open();
      const services = serviceContextOn(store);
      const orgId = await addOrganization(store);
      const { customerId, mia } = await addChatsOfCustomer(services, orgId, CANARY);
      const { session, fact } = store.tables;
      const row = (await store.db.select().from(session)).find(({ endedAt }) => endedAt === null);

      const [, erased, opened] = await Promise.all([
        services.record(orgId, messageCommand(row?.id ?? "ses_", "One more thing")),
        services.record(orgId, {
          needs: { customer: customerId, everythingOf: [customerId] },
          decide: (scene) => decideEraseCustomer(scene, customerId),
        }),
        services.record(orgId, openOf(CANARY, orgId)),
      ]);

      await removeErasedRows(services);

      expect(erased.result.chats).toBe(2);
      expect((await store.db.select().from(session)).map(({ id }) => id)).toEqual([opened.result]);
      const facts = await store.db.select().from(fact);
      expect(facts.filter(({ clientId }) => clientId !== null)).toEqual([]);
      expect(await laneSnapshots(services, orgId, mia.id, [customerId])).toHaveLength(1);
    });
  });
}
