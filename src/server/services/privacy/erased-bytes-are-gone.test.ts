import { expect, test } from "bun:test";
import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { SQL } from "bun";
import type { OrgId } from "#domain/model/ids.ts";
import { POSTGRES, SQLITE } from "../../db/testing/engines.ts";
import { countCopiesInFiles, sqliteFileOf } from "../../db/testing/sqlite-file-bytes.ts";
import { tablesContaining } from "../../db/testing/tables-containing.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import type { ServiceContext } from "../context.ts";
import { eraseCustomer } from "./erase-customer.ts";
import { addChatsOfCustomer, openOf } from "../testing/add-chats-of-customer.ts";
import { serviceContextOn } from "../testing/service-context.ts";

const CANARY = "Zanzibarfink";
const KEPT = "Meerkatze";

test("of an erased customer no byte is left in a SQLite file or its log after the wipe, though rows have moved about", async () => {
  await using store = await SQLITE.open();
  const services = serviceContextOn(store);
  const orgId = await addOrganization(store);
  const { customerId, mia } = await addChatsOfCustomer(services, orgId, CANARY);
  await scatter(services, orgId);
  const file = sqliteFileOf(store);
  expect(countCopiesInFiles(dirname(file), CANARY)).toBeGreaterThan(50);

  await eraseCustomer({ services, orgId, by: mia.id }, customerId);
  expect(await tablesContaining(store, CANARY)).toEqual([]);
  expect(await store.wipe({ mayHold: true })).toBe(true);

  expect(countCopiesInFiles(dirname(file), CANARY)).toBe(0);
  expect(statSync(`${file}-wal`).size).toBeLessThan(64 * 1024);
  expect(countCopiesInFiles(dirname(file), KEPT)).toBeGreaterThan(300);
});

test("the wipe of a SQLite file gives way to a write, waits until nobody has written for a while, and is not lost", async () => {
  await using store = await SQLITE.open();
  const services = serviceContextOn(store);
  const orgId = await addOrganization(store);
  const { customerId, mia } = await addChatsOfCustomer(services, orgId, CANARY);
  await scatter(services, orgId);
  const folder = dirname(sqliteFileOf(store));
  await eraseCustomer({ services, orgId, by: mia.id }, customerId);

  expect(await store.wipe({ mayHold: false })).toBe(false);
  expect(countCopiesInFiles(folder, CANARY)).toBeGreaterThan(50);

  const night = store.wipe({ mayHold: true });
  let isOver = false;
  const written = services.record(orgId, openOf(KEPT, orgId)).then(() => isOver);
  await night.then(() => (isOver = true));
  expect(await written).toBe(true);
  expect(countCopiesInFiles(folder, CANARY)).toBe(0);
});

test("what a crash left in a SQLite file is taken out after the next start", async () => {
  await using place = await SQLITE.place();
  let file = "";
  {
    await using store = await place.open();
    const services = serviceContextOn(store);
    const orgId = await addOrganization(store);
    const { customerId, mia } = await addChatsOfCustomer(services, orgId, CANARY);
    await eraseCustomer({ services, orgId, by: mia.id }, customerId);
    file = sqliteFileOf(store);
  }
  await using store = await place.open();

  // Nobody has written since the start, so that it begins though it must give way.
  expect(await store.wipe({ mayHold: false })).toBe(true);

  expect(countCopiesInFiles(dirname(file), CANARY)).toBe(0);
});

test("of an erased customer no byte is left in Postgres's tables once they have been written anew", async () => {
  await using place = await POSTGRES.place();
  await using store = await place.open();
  const services = serviceContextOn(store);
  const orgId = await addOrganization(store);
  const { customerId, mia } = await addChatsOfCustomer(services, orgId, CANARY);
  await addChatsOfCustomer(services, orgId, KEPT);
  await using operator = new SQL(place.databaseUrl, { max: 1 });
  await operator`checkpoint`;
  const folder = await folderOf(operator);
  // The files of a server on another host cannot be read.
  if (folder === null) return;
  expect(countCopiesInFiles(folder, CANARY)).toBeGreaterThan(4);

  await eraseCustomer({ services, orgId, by: mia.id }, customerId);
  expect(await tablesContaining(store, CANARY)).toEqual([]);
  await operator.unsafe("vacuum (full, analyze)");
  await operator`checkpoint`;

  expect(countCopiesInFiles(folder, CANARY)).toBe(0);
  expect(countCopiesInFiles(folder, KEPT)).toBeGreaterThan(4);
});

/** The folder in which the server keeps the tables of this database; `null` if it is on another host. */
async function folderOf(client: SQL): Promise<string | null> {
  const [row]: { folder: string }[] = await client`
    select current_setting('data_directory') || '/base/' || oid as folder
    from pg_database where datname = current_database()`;
  return row !== undefined && existsSync(row.folder) ? row.folder : null;
}

/**
 * Stores a customer's text among that of many others, in an order and of lengths that make pages split again and
 * again.
 */
async function scatter({ record, store }: ServiceContext, orgId: OrgId): Promise<void> {
  const names = [CANARY, ...Array.from({ length: 40 }, (_, at) => `${KEPT} ${at}`)];
  const opened = await Promise.all(names.map((name) => record(orgId, openOf(name, orgId))));
  const { fact } = store.tables;
  let random = 1;
  const next = (below: number) => (random = (random * 48_271) % 2_147_483_647) % below;
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
