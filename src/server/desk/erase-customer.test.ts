import { describe, expect, test } from "bun:test";
import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { SQL } from "bun";
import type { PgTable } from "drizzle-orm/pg-core";
import { decideErase } from "#domain/erase.ts";
import type { NumberedFact } from "#domain/fact.ts";
import type { CustomerId, OrgId, SessionId } from "#domain/ids.ts";
import { decideOpen } from "#domain/open-session.ts";
import type { Command } from "#domain/scene.ts";
import { NOON } from "#domain/testing.ts";
import { HOLDINGS } from "../db/holdings.ts";
import { listAudit } from "../db/audit.ts";
import { readFeed } from "../db/feed.ts";
import { raiseReadMark } from "../db/read-marks.ts";
import { createRecorder, type Record } from "../db/record.ts";
import type { Store } from "../db/store.ts";
import { ENGINES } from "../db/testing.ts";
import { say } from "../db/testing/commands.ts";
import { copiesIn, fileOf } from "../db/testing/bytes.ts";
import { addCompany, addPerson } from "../db/testing/people.ts";
import type { Desk } from "./desk.ts";
import { eraseCustomer } from "./erase-customer.ts";
import { inboxSnapshot } from "./inbox-snapshot.ts";
import { laneSnapshots } from "./lane-snapshot.ts";
import { markRead } from "./mark-read.ts";
import { noteGlances } from "./note-glances.ts";
import { deed } from "./steer.ts";

const CANARY = "Zanzibarfink";
const KEPT = "Meerkatze";

function deskOn(store: Store): { desk: Desk; heard: NumberedFact[] } {
  const heard: NumberedFact[] = [];
  let ids = 0;
  const record: Record = createRecorder(store, {
    // The same at every run, so that rows always lie in the same places of a file.
    newId: () => Bun.hash(`id ${(ids += 1)}`).toString(),
    chance: () => 0,
    instanceId: "ins_test",
    onRecorded: (_, facts) => void heard.push(...facts),
  });
  return { desk: { store, record, report: complain } as unknown as Desk, heard };
}

function complain(what: string, error: unknown): never {
  throw new Error(what, { cause: error });
}

/** The id of the customer of this name. */
function idOf(name: string, orgId: OrgId): CustomerId {
  return `cus_${Bun.hash(name)}_${orgId}`;
}

/** A customer opens a chat; the same name is the same customer. */
function open(name: string, orgId: OrgId): Command<SessionId> {
  const id = idOf(name, orgId);
  return {
    needs: { customer: id },
    decide(scene) {
      const decision = decideOpen(scene, { id, name, email: `${name}@example.com` });
      const customerToken = { id, tokenHash: `hash of ${id}`, expiresAt: NOON };
      return { ...decision, changes: { ...decision.changes, customerToken } };
    },
  };
}

/** A customer of two chats, one of them open and held by an agent, in which everybody has said something; others read. */
async function chatWith(desk: Desk, orgId: OrgId, name: string) {
  const mia = await addPerson(desk.store, orgId, "Mia", { role: "admin" });
  const customerId = idOf(name, orgId);
  for (const isLast of [false, true]) {
    const { result: sessionId } = await desk.record(orgId, open(name, orgId));
    await desk.record(orgId, say(sessionId, `Where is my kettle? Yours, ${name}`));
    const bot = { kind: "bot", name: "Chatbot", turnId: "trn_1" } as const;
    await desk.record(orgId, say(sessionId, `A good question, ${name}.`, { author: bot }));
    const member = { kind: "member", memberId: mia.id, name: "Mia" } as const;
    await deed(desk, orgId, { sessionId, what: "takeOver" }, { memberId: mia.id, name: "Mia" });
    await desk.record(orgId, say(sessionId, `It is on its way, ${name}.`, { author: member }));
    await desk.store.transact((writer) => raiseReadMark(writer, { orgId, sessionId, reader: mia.id }, 1));
    if (!isLast) await deed(desk, orgId, { sessionId, what: "end" }, { memberId: mia.id, name: "Mia" });
  }
  const noa = await addPerson(desk.store, orgId, "Noa");
  await noteGlances(desk, { orgId, memberId: noa.id }, [customerId]);
  return { customerId, mia };
}

/** The tables in which a word stands somewhere, whatever the column. */
async function tablesWith(store: Store, word: string): Promise<string[]> {
  const found: string[] = [];
  for (const [name, table] of Object.entries<PgTable>(store.tables)) {
    const rows = await store.db.select().from(table);
    if (JSON.stringify(rows).includes(word)) found.push(name);
  }
  return found.toSorted();
}

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
      const { desk } = deskOn(store);
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
      expect([...new Set([...named, ...bySession, ...byCustomer])].toSorted()).toEqual(tablesOfCustomers());

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
      const { desk } = deskOn(store);
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
      const { desk } = deskOn(store);
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
      const { desk } = deskOn(store);
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
      const { desk } = deskOn(store);
      const orgId = await addCompany(store, { answers: "agents", assigning: { capacity: 1 } });
      const mia = await addPerson(store, orgId, "Mia");
      await desk.record(orgId, open("first", orgId));
      const { result: waits } = await desk.record(orgId, open("second", orgId));

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
      const { desk } = deskOn(store);
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
        desk.record(orgId, open(CANARY, orgId)),
      ]);

      expect(erased.result.chats).toBe(2);
      expect((await store.db.select().from(session)).map(({ id }) => id)).toEqual([opened.result]);
      const facts = await store.db.select().from(fact);
      expect(facts.filter(({ clientId }) => clientId !== null)).toEqual([]);
      expect(await laneSnapshots(desk, orgId, mia.id, [customerId])).toHaveLength(1);
    });
  });
}

test("of an erased customer no byte is left in a SQLite file or its log, though rows have moved about", async () => {
  await using store = await engineNamed("sqlite").open();
  const { desk } = deskOn(store);
  const orgId = await addCompany(store);
  const { customerId, mia } = await chatWith(desk, orgId, CANARY);
  await scatter(desk, orgId);
  const file = fileOf(store);
  expect(copiesIn(dirname(file), CANARY)).toBeGreaterThan(50);

  await eraseCustomer({ desk, orgId, by: mia.id }, customerId);

  expect(copiesIn(dirname(file), CANARY)).toBe(0);
  expect(statSync(`${file}-wal`).size).toBeLessThan(64 * 1024);
  expect(copiesIn(dirname(file), KEPT)).toBeGreaterThan(300);
});

test("what a crash left in a SQLite file is taken out after the next start", async () => {
  await using place = await engineNamed("sqlite").place();
  let file = "";
  {
    await using store = await place.open();
    const { desk } = deskOn({ ...store, wipe: async () => {} });
    const orgId = await addCompany(store);
    const { customerId, mia } = await chatWith(desk, orgId, CANARY);
    await eraseCustomer({ desk, orgId, by: mia.id }, customerId);
    file = fileOf(store);
  }
  await using store = await place.open();

  await store.wipe();

  expect(copiesIn(dirname(file), CANARY)).toBe(0);
});

test("of an erased customer no byte is left in Postgres's tables once they have been written anew", async () => {
  await using place = await engineNamed("postgres").place();
  await using store = await place.open();
  const { desk } = deskOn(store);
  const orgId = await addCompany(store);
  const { customerId, mia } = await chatWith(desk, orgId, CANARY);
  await chatWith(desk, orgId, KEPT);
  await using operator = new SQL(place.databaseUrl ?? "", { max: 1 });
  await operator`checkpoint`;
  const folder = await folderOf(operator);
  // A server on another machine keeps its files to itself.
  if (folder === null) return;
  expect(copiesIn(folder, CANARY)).toBeGreaterThan(4);

  await eraseCustomer({ desk, orgId, by: mia.id }, customerId);
  await operator.unsafe("vacuum (full, analyze)");
  await operator`checkpoint`;

  expect(copiesIn(folder, CANARY)).toBe(0);
  expect(copiesIn(folder, KEPT)).toBeGreaterThan(4);
});

/** Where the server keeps the tables of this database; `null` when that is not on this machine. */
async function folderOf(client: SQL): Promise<string | null> {
  const [row]: { folder: string }[] = await client`
    select current_setting('data_directory') || '/base/' || oid as folder
    from pg_database where datname = current_database()`;
  return row !== undefined && existsSync(row.folder) ? row.folder : null;
}

/** Words of the customer among those of many others, in an order and of lengths that make pages split again and again. */
async function scatter({ record, store }: Desk, orgId: OrgId): Promise<void> {
  const names = [CANARY, ...Array.from({ length: 40 }, (_, at) => `${KEPT} ${at}`)];
  const opened = await Promise.all(names.map((name) => record(orgId, open(name, orgId))));
  const { fact } = store.tables;
  let chance = 1;
  const next = (below: number) => (chance = (chance * 48_271) % 2_147_483_647) % below;
  await store.transact(async (writer) => {
    for (let no = 1_000; no < 21_000; no += 1) {
      const who = next(names.length);
      const text = `${names[who]} ${no} ${"x".repeat(next(300))}`;
      const sessionId = opened[who]?.result ?? "ses_";
      const said = { author: { kind: "customer" }, clientId: `${names[who]} ${no}`, text } as const;
      const message = {
        id: `msg_${no}`,
        sessionId,
        ...said,
        sentAt: 1,
        sources: [],
        stopped: false,
      } as const;
      const clock = { idleAt: 1, warningMs: 1, expiresAt: 1, warnsAt: 1 };
      const posted = { kind: "message-posted", sessionId, message, clock } as const;
      const place = { orgId, no, sessionId, sessionNo: no, authorKey: "customer", clientId: said.clientId };
      await writer.append(fact, [{ ...place, fact: posted, at: 1 }]);
    }
  });
}

function engineNamed(name: string) {
  const found = ENGINES.find((engine) => engine.name === name);
  if (found === undefined) throw new Error(`there is no engine ${name}`);
  return found;
}
