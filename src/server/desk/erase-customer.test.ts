import { describe, expect, test } from "bun:test";
import { decideErase } from "#domain/erase.ts";
import { advice, expectListed } from "../../../test/advice.ts";
import { listAudit } from "../db/audit.ts";
import { readFeed } from "../db/feed.ts";
import { HOLDINGS } from "../db/holdings.ts";
import { ENGINES } from "../db/testing.ts";
import { say } from "../db/testing/commands.ts";
import { addCompany, addPerson } from "../db/testing/people.ts";
import { tablesWith } from "../db/testing/tables-with.ts";
import type { Desk } from "./desk.ts";
import { eraseCustomer } from "./erase-customer.ts";
import { inboxSnapshot } from "./inbox-snapshot.ts";
import { laneSnapshots } from "./lane-snapshot.ts";
import { markRead } from "./mark-read.ts";
import { chatWith, idOf, openOf } from "./testing/chat-with.ts";
import { deskOn } from "./testing/desk-on.ts";

const CANARY = "Zanzibarfink";
const KEPT = "Meerkatze";

const TABLES = advice`Say “customer” of a column of such a table in ${"src/server/db/holdings.ts"}, empty it in ${"src/server/db/erase-rows.ts"}, and let chatWith in ${"src/server/desk/testing/chat-with.ts"} write to it.`;

/** The tables of which somebody has said that they hold something of customers. */
function tablesOfCustomers(): string[] {
  return Object.entries<object>(HOLDINGS)
    .filter(([, columns]) => Object.values(columns).includes("customer"))
    .map(([name]) => name)
    .toSorted();
}

for (const engine of ENGINES) {
  describe(`on ${engine.name}, a customer who is erased`, () => {
    test("was in every table that holds something of customers, and is in none; others stay", async () => {
      await using store = await engine.open();
      const desk = deskOn(store);
      const orgId = await addCompany(store);
      const elsewhere = await addCompany(store);
      const { customerId, mia } = await chatWith(desk, orgId, CANARY);
      await chatWith(desk, orgId, KEPT);
      await chatWith(desk, elsewhere, `${CANARY.toLowerCase()} elsewhere`);
      const { session, fact } = store.tables;
      const before = (await store.db.select().from(session)).filter((row) => row.customerId === customerId);
      const facts = (await store.db.select().from(fact)).length;
      const named = await tablesWith(store, CANARY);
      const bySession = await tablesWith(store, before[0]?.id ?? "none");
      const byCustomer = await tablesWith(store, customerId);
      expectListed({
        found: [...named, ...bySession, ...byCustomer],
        listed: tablesOfCustomers(),
        fix: TABLES,
      });

      const { chats } = await eraseCustomer({ desk, orgId, by: mia.id }, customerId);

      expect(chats).toBe(2);
      // What is left of them is that something with these ids is gone, which followers have to hear.
      expect(await tablesWith(store, customerId)).toEqual(["fact"]);
      for (const { id } of before) expect(await tablesWith(store, id)).toEqual(["fact"]);
      const feed = await readFeed(store, orgId, 0, 10_000);
      expect(JSON.stringify(feed)).not.toContain(CANARY);
      expect(feed.at(-1)?.fact).toMatchObject({ kind: "erased", customers: [customerId] });
      expect(JSON.stringify(await inboxSnapshot(desk, orgId, mia.id))).not.toContain(CANARY);
      expect(await laneSnapshots(desk, orgId, mia.id, [customerId])).toEqual([]);
      expect((await store.db.select().from(fact)).length).toBeLessThan(facts);
      expect(await tablesWith(store, CANARY)).toEqual([]);
      for (const other of [KEPT, "elsewhere"]) expect(await tablesWith(store, other)).toEqual(named);
      expect((await store.db.select().from(session)).length).toBe(4);
    });

    test("leaves in the audit log that it happened and how much went, not who it was", async () => {
      await using store = await engine.open();
      const desk = deskOn(store);
      const orgId = await addCompany(store);
      const { customerId, mia } = await chatWith(desk, orgId, CANARY);

      await eraseCustomer({ desk, orgId, by: mia.id }, customerId);

      const [entry] = await listAudit(store, orgId, { before: null, actions: null }, 10);
      expect(entry).toMatchObject({ memberId: mia.id, action: "customer-erased", detail: { chats: 2 } });
      expect(JSON.stringify(entry)).not.toContain(CANARY);
      expect(await tablesWith(store, CANARY)).toEqual([]);
    });

    test("is unknown from then on: erasing again is refused, and late words change nothing", async () => {
      await using store = await engine.open();
      const desk = deskOn(store);
      const orgId = await addCompany(store);
      const { customerId, mia } = await chatWith(desk, orgId, CANARY);
      const { session } = store.tables;
      const [row] = await store.db.select().from(session);
      await eraseCustomer({ desk, orgId, by: mia.id }, customerId);

      await expect(eraseCustomer({ desk, orgId, by: mia.id }, customerId)).rejects.toThrow(
        "customer-unknown",
      );
      await expect(desk.record(orgId, say(row?.id ?? "ses_", "Hello?"))).rejects.toThrow("session-ended");
      expect(await store.db.select().from(session)).toEqual([]);
    });

    test("goes while their messages are being marked as read: nobody stumbles over the other", async () => {
      await using store = await engine.open();
      const desk = deskOn(store);
      const marking = { ...desk, whispers: { say: () => {} } } as unknown as Desk;
      const orgId = await addCompany(store);
      for (let round = 0; round < 5; round += 1) {
        const name = `${CANARY} ${round}`;
        const { customerId, mia } = await chatWith(desk, orgId, name);
        const { session } = store.tables;
        const ids = (await store.db.select().from(session)).map(({ id }) => id);
        const readers = await Promise.all(
          ["Ben", "Cem", "Dan", "Eve"].map((who) => addPerson(store, orgId, who)),
        );

        const marks = readers.flatMap((reader) =>
          ids.map((sessionId) =>
            markRead(marking, orgId, { sessionId, by: "member", memberId: reader.id, count: 1 }),
          ),
        );
        const [erased, ...marked] = await Promise.allSettled([
          eraseCustomer({ desk, orgId, by: mia.id }, customerId),
          ...marks,
        ]);

        expect(erased).toMatchObject({ status: "fulfilled", value: { chats: 2 } });
        for (const mark of marked)
          if (mark.status === "rejected") expect(String(mark.reason)).toContain("session-unknown");
      }
      expect(await tablesWith(store, CANARY)).toEqual([]);
    });

    test("leaves room: their agent is given who waits, in the same write", async () => {
      await using store = await engine.open();
      const desk = deskOn(store);
      const orgId = await addCompany(store, { answers: "agents", assigning: { capacity: 1 } });
      const mia = await addPerson(store, orgId, "Mia");
      await desk.record(orgId, openOf("first", orgId));
      const { result: waits } = await desk.record(orgId, openOf("second", orgId));

      const customerId = idOf("first", orgId);
      const { facts } = await desk.record(orgId, {
        needs: { customer: customerId, everythingOf: [customerId] },
        decide: (scene) => decideErase(scene, customerId),
      });

      expect(facts.map(({ fact }) => fact)).toMatchObject([
        { kind: "erased" },
        { kind: "session-held", sessionId: waits, holder: { memberId: mia.id } },
      ]);
    });

    test("may come in the same batch as their own words and their return; only the return is there", async () => {
      await using store = await engine.open();
      const desk = deskOn(store);
      const orgId = await addCompany(store);
      const { customerId, mia } = await chatWith(desk, orgId, CANARY);
      const { session, fact } = store.tables;
      const row = (await store.db.select().from(session)).find(({ endedAt }) => endedAt === null);

      const [, erased, opened] = await Promise.all([
        desk.record(orgId, say(row?.id ?? "ses_", "One more thing")),
        desk.record(orgId, {
          needs: { customer: customerId, everythingOf: [customerId] },
          decide: (scene) => decideErase(scene, customerId),
        }),
        desk.record(orgId, openOf(CANARY, orgId)),
      ]);

      expect(erased.result.chats).toBe(2);
      expect((await store.db.select().from(session)).map(({ id }) => id)).toEqual([opened.result]);
      const facts = await store.db.select().from(fact);
      expect(facts.filter(({ clientId }) => clientId !== null)).toEqual([]);
      expect(await laneSnapshots(desk, orgId, mia.id, [customerId])).toHaveLength(1);
    });
  });
}
