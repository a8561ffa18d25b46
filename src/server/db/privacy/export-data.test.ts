import { describe, expect, test } from "bun:test";
import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import { raiseReadMark } from "../conversations/read-marks.ts";
import type { RecordCommand } from "../record/recorder.ts";
import type { Store } from "../store/store.ts";
import { addMemberWithAccount } from "../testing/add-member-with-account.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { ENGINES } from "../testing/engines.ts";
import { organizationWithClock } from "../testing/organization-with-clock.ts";
import { endCommand, messageCommand, openCommand } from "../testing/sample-commands.ts";
import { appendAuditEntry } from "./audit-log.ts";
import { addChatAccess, customersOfAccessEntries, listUnloggedCustomers } from "./chat-access-log.ts";
import { deleteErasedFacts, hasErasedFacts } from "./erased-sessions.ts";
import { eraseCustomerRows } from "./erase-customer-rows.ts";
import { countChatsEndedBefore, listChatsEndedBefore } from "./expired-chats.ts";
import { countExportedRows, exportPages, newestFactNo } from "./export-data.ts";
import { readInPages } from "./read-in-pages.ts";
import { countCustomerData, countOrganizationData } from "./stored-data-counts.ts";

const NEVER = 10_000_000_000_000;
const ADA: CustomerId = "cus_ada_anybody";

/** The rows of an export by table. */
async function exported(store: Store, orgId: OrgId, customerId: CustomerId | null, upTo = NEVER) {
  const scope = { orgId, customerId, upTo: { fact: upTo, audit: upTo } };
  const rows = new Map<string, Record<string, unknown>[]>();
  for await (const page of exportPages(store, scope))
    rows.set(page.table, [...(rows.get(page.table) ?? []), ...page.rows]);
  const counts = await Array.fromAsync(countExportedRows(store, scope));
  const total = [...rows.values()].reduce((sum, some) => sum + some.length, 0);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total);
  return rows;
}

async function messages(record: RecordCommand, orgId: OrgId, id: SessionId, count: number): Promise<void> {
  const texts = Array.from({ length: count }, (_, at) => `message ${at}`);
  await Promise.all(texts.map((text) => record(orgId, messageCommand(id, text))));
}

for (const engine of ENGINES) {
  describe(`an export on ${engine.name}`, () => {
    test("has every row of a company or of one customer in order, and no secret", async () => {
      await using place = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record } = place;
      const { id: memberId } = await addMemberWithAccount(store, orgId, "Eve", { available: false });
      const { result: adas } = await record(orgId, openCommand("ada"));
      const { result: bens } = await record(orgId, openCommand("ben"));
      await messages(record, orgId, adas, 230);
      const author = { kind: "member", memberId, name: "Eve" } as const;
      await record(orgId, messageCommand(adas, "Hi Ada", { author }));
      await record(orgId, messageCommand(bens, "Hi Ben", { author }));
      const entry = { at: 1, memberId, action: "chats-read", detail: {} };
      await store.transact(async (writer) => {
        for (const customerId of [ADA, "cus_ben_anybody"] as const) {
          const auditNo = await appendAuditEntry(writer, orgId, entry);
          await addChatAccess(writer, { orgId, memberId, day: 1 }, { customerId, auditNo });
        }
        for (const sessionId of [adas, bens])
          await raiseReadMark(writer, { orgId, sessionId, reader: "customer" }, 1);
      });
      const other = await addOrganization(store);
      await record(other, openCommand("ada", "elsewhere"));

      const sizes = async (...of: [CustomerId | null, number?]) =>
        Object.fromEntries(
          [...(await exported(store, orgId, ...of))].map(([table, rows]) => [table, rows.length]),
        );
      expect(await sizes(ADA)).toEqual({
        customer: 1,
        session: 1,
        fact: 232,
        chatted: 1,
        glance: 1,
        readMark: 1,
      });
      expect(await sizes(null)).toEqual({
        organization: 1,
        member: 1,
        article: 0,
        articleVersion: 0,
        invitation: 0,
        audit: 2,
        customer: 2,
        session: 2,
        fact: 234,
        chatted: 2,
        glance: 2,
        readMark: 2,
      });
      expect(await sizes(ADA, 10)).toMatchObject({ fact: 9 });
      expect(await sizes(null, 1)).toMatchObject({ fact: 1, audit: 1, session: 2 });
      const all = await exported(store, orgId, null);
      expect(all.get("fact")?.map(({ no }) => no)).toEqual(Array.from({ length: 234 }, (_, at) => at + 1));
      expect(Object.keys(all.get("customer")?.[0] ?? {})).not.toContain("tokenHash");
      expect(all.get("organization")?.[0]).toMatchObject({ id: orgId, name: "Acme" });
      expect(all.get("organization")?.[0]).not.toHaveProperty("sealedToken");
      expect(await newestFactNo(store, orgId)).toBe(234);
      expect(await newestFactNo(store, "org_none")).toBe(0);
    });

    test("is read in pages that begin behind the last key, for keys of one column and of two", async () => {
      await using place = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record } = place;
      for (const name of ["ada", "ben", "cleo"]) await record(orgId, openCommand(name));
      const pages = (keys: string[], size: number) =>
        Array.fromAsync(
          readInPages(store, { table: "session", where: undefined, keys }, { size, columns: "keys" }),
        );
      for (const keys of [["id"], ["openedAt", "id"], ["lastNo", "id"]]) {
        const [whole] = await pages(keys, 10);
        expect(whole).toHaveLength(3);
        expect(Object.keys(whole?.[0] ?? {}).toSorted()).toEqual(keys.toSorted());
        expect((await pages(keys, 2)).map(({ length }) => length)).toEqual([2, 1]);
        expect((await pages(keys, 3)).map(({ length }) => length)).toEqual([3, 0]);
        expect((await pages(keys, 1)).flat()).toEqual(whole ?? []);
      }
    });
  });

  describe(`what is stored on ${engine.name}`, () => {
    test("is counted by customer and by company", async () => {
      await using place = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record } = place;
      await addMemberWithAccount(store, orgId, "Eve", { available: false });
      const { result: adas } = await record(orgId, openCommand("ada"));
      const { result: bens } = await record(orgId, openCommand("ben"));
      await messages(record, orgId, adas, 3);
      await messages(record, orgId, bens, 2);

      expect(await countCustomerData(store, orgId, ADA)).toEqual({ chats: 1, messages: 3 });
      expect(await countCustomerData(store, "org_other", ADA)).toEqual({ chats: 0, messages: 0 });
      const counted = { members: 1, customers: 2, chats: 2, messages: 5 };
      expect(await countOrganizationData(store, orgId)).toEqual(counted);
      await store.transact((writer) =>
        eraseCustomerRows(writer, orgId, { sessions: new Set([adas]), customers: new Set([ADA]) }),
      );
      expect(await countOrganizationData(store, orgId)).toEqual({
        ...counted,
        customers: 1,
        chats: 1,
        messages: 2,
      });
    });

    test("is old from the millisecond after its end, with the customers who have nothing newer", async () => {
      await using place = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record, clock } = place;
      const ended = async (name: string, at: number) => {
        clock.now = at;
        const { result } = await record(orgId, openCommand(name));
        await record(orgId, endCommand(result));
        return result;
      };
      const first = await ended("ada", 1_000);
      const second = await ended("ben", 2_000);
      const third = await ended("ada", 3_000);
      clock.now = 4_000;
      await record(orgId, openCommand("ben"));

      const ids = async (before: number, limit = 9) =>
        (await listChatsEndedBefore(store, orgId, before, limit)).map(({ id }) => id);
      expect([await ids(1_000), await ids(1_001)]).toEqual([[], [first]]);
      expect([await ids(NEVER), await ids(NEVER, 2)]).toEqual([
        [first, second, third],
        [first, second],
      ]);
      expect(await listChatsEndedBefore(store, orgId, 1_001, 9)).toEqual([{ id: first, customerId: ADA }]);
      expect(await countChatsEndedBefore(store, orgId, 1_000)).toEqual({ chats: 0, customers: 0 });
      expect(await countChatsEndedBefore(store, orgId, 3_000)).toEqual({ chats: 2, customers: 0 });
      expect(await countChatsEndedBefore(store, orgId, 3_001)).toEqual({ chats: 3, customers: 1 });
      expect(await countChatsEndedBefore(store, "org_other", NEVER)).toEqual({ chats: 0, customers: 0 });
    });

    test("of an erased customer is hidden at once and deleted in portions, of nobody else", async () => {
      await using place = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record } = place;
      const { result: adas } = await record(orgId, openCommand("ada"));
      const { result: bens } = await record(orgId, openCommand("ben"));
      await messages(record, orgId, adas, 299);
      await messages(record, orgId, bens, 2);
      expect(await hasErasedFacts(store)).toBeFalse();
      await store.transact((writer) =>
        eraseCustomerRows(writer, orgId, { sessions: new Set(), customers: new Set() }),
      );
      expect(await store.transact((writer) => deleteErasedFacts(writer))).toBeFalse();
      await store.transact((writer) =>
        eraseCustomerRows(writer, orgId, { sessions: new Set([adas]), customers: new Set([ADA]) }),
      );

      const { db, tables } = store;
      const left = async () => (await db.select({ no: tables.fact.no }).from(tables.fact)).length;
      expect([await hasErasedFacts(store), await left()]).toEqual([true, 303]);
      const portions: [boolean, number][] = [];
      for (let times = 0; times < 3; times++)
        portions.push([await store.transact((writer) => deleteErasedFacts(writer)), await left()]);
      expect(portions).toEqual([
        [true, 53],
        [true, 3],
        [false, 3],
      ]);
      expect(await hasErasedFacts(store)).toBeFalse();
      expect((await db.select().from(tables.customer)).map(({ id }) => id)).toEqual(["cus_ben_anybody"]);
      expect((await db.select().from(tables.session)).map(({ id }) => id)).toEqual([bens]);
    });
  });

  describe(`the log of who read whose chats, on ${engine.name},`, () => {
    test("is about customers with whom the member never dealt, once a day", async () => {
      await using place = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record } = place;
      const { id: memberId } = await addMemberWithAccount(store, orgId, "Eve", { available: false });
      const { id: otherId } = await addMemberWithAccount(store, orgId, "Flo", { available: false });
      await record(orgId, openCommand("ada"));
      const { result: bens } = await record(orgId, openCommand("ben"));
      await record(orgId, messageCommand(bens, "Hi", { author: { kind: "member", memberId, name: "Eve" } }));
      const asked = [ADA, "cus_ben_anybody", "cus_none"] as const;
      const unlogged = async (day: number, who = memberId) =>
        (await listUnloggedCustomers(store, { orgId, memberId: who, day }, asked)).toSorted();
      expect([await unlogged(1), await unlogged(1, otherId)]).toEqual([[ADA], [ADA, "cus_ben_anybody"]]);

      const auditNo = await store.transact(async (writer) => {
        const no = await appendAuditEntry(writer, orgId, {
          at: 1,
          memberId,
          action: "chats-read",
          detail: {},
        });
        await addChatAccess(writer, { orgId, memberId, day: 1 }, { customerId: ADA, auditNo: no });
        return no;
      });
      expect([await unlogged(1), await unlogged(2)]).toEqual([[], [ADA]]);
      expect([...(await customersOfAccessEntries(store, orgId, [auditNo, auditNo + 5]))]).toEqual([
        [auditNo, "ada"],
      ]);
      expect((await customersOfAccessEntries(store, orgId, [auditNo + 1, auditNo + 5])).size).toBe(0);
      await store.transact(async ({ db, tables }) => {
        await db.update(tables.organization).set({ erasedAt: 9 });
      });
      expect(await unlogged(2)).toEqual([]);
    });
  });
}
