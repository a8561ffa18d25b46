import { describe, expect, test } from "bun:test";
import { decideEraseCustomer } from "#domain/privacy/erase-customer.ts";
import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import { newestFacts } from "../../db/conversations/customer-history.ts";
import { readFeed, readSessionFeed } from "../../db/conversations/feed.ts";
import { lastMessages } from "../../db/conversations/recent-messages.ts";
import { deleteErasedFacts, ROWS_A_PORTION } from "../../db/privacy/erased-sessions.ts";
import { exportPages } from "../../db/privacy/export-data.ts";
import { countOrganizationData } from "../../db/privacy/stored-data-counts.ts";
import type { Store } from "../../db/store/store.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { messageCommand } from "../../db/testing/sample-commands.ts";
import { tablesContaining } from "../../db/testing/tables-containing.ts";
import type { ServiceContext } from "../context.ts";
import { addChatsOfCustomer, customerIdOf, openOf } from "../testing/add-chats-of-customer.ts";
import { serviceContextOn } from "../testing/service-context.ts";
import { eraseCustomer } from "./erase-customer.ts";
import { inPortions, removeErasedRows } from "./remove-erased-rows.ts";

/** Numbers above every stored one. */
const EVERYTHING = { fact: 1_000_000, audit: 1_000_000 };
const CANARY = "Zanzibarfink";
/** Enough for four portions. */
const MANY = 3 * ROWS_A_PORTION + 10;

/** Opens a chat of one customer with many messages. */
async function longChat(services: ServiceContext, orgId: OrgId): Promise<SessionId> {
  const { result } = await services.record(orgId, openOf(CANARY, orgId));
  await Promise.all(
    Array.from({ length: MANY }, (_, at) =>
      services.record(orgId, messageCommand(result, `${CANARY} ${at}`)),
    ),
  );
  return result;
}

/** Records the erasure, as a process does that is killed right afterwards. */
async function hideCustomer({ record }: ServiceContext, orgId: OrgId, id: CustomerId): Promise<void> {
  const needs = { customer: id, everythingOf: [id] };
  await record(orgId, { needs, decide: (scene) => decideEraseCustomer(scene, id) });
}

async function countFacts({ db, tables }: Store): Promise<number> {
  return (await db.select({ no: tables.fact.no }).from(tables.fact)).length;
}

async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

for (const engine of ENGINES) {
  describe(`on ${engine.name}, the rows of what was erased`, () => {
    test("are read by nobody from the first write on, and go in portions between which others write", async () => {
      await using store = await engine.open();
      const services = serviceContextOn(store);
      const orgId = await addOrganization(store);
      const sessionId = await longChat(services, orgId);
      const { result: other } = await services.record(orgId, openOf("Meerkatze", orgId));
      const customerId = customerIdOf(CANARY, orgId);
      const place = { orgId, sessionId };

      await hideCustomer(services, orgId, customerId);

      expect(await tablesContaining(store, CANARY)).toEqual(["fact"]);
      const reads = [
        await readFeed(store, orgId, 0, 10_000),
        await newestFacts(store, place, 10_000),
        await lastMessages(store, orgId, sessionId, 10_000),
        await readSessionFeed(store, place, 0, 10_000),
        await collect(exportPages(store, { orgId, customerId: null, upTo: EVERYTHING })),
        await collect(exportPages(store, { orgId, customerId, upTo: EVERYTHING })),
      ];
      for (const read of reads) expect(JSON.stringify(read)).not.toContain(CANARY);
      expect(await countOrganizationData(store, orgId)).toMatchObject({ chats: 1, messages: 0 });

      const counts = [await countFacts(store)];
      while (await store.transact(deleteErasedFacts)) {
        await services.record(orgId, messageCommand(other, `Still here ${counts.length}`));
        counts.push((await countFacts(store)) - counts.length);
      }
      const portions = counts.slice(1).map((count, at) => (counts[at] ?? 0) - count);
      expect(Math.max(...portions)).toBe(ROWS_A_PORTION);
      expect(portions.length).toBeGreaterThanOrEqual(4);
      expect(await tablesContaining(store, CANARY)).toEqual([]);
      expect(await tablesContaining(store, "Still here")).toContain("fact");
    });

    test("are known as erased: a message sent again is not acknowledged from them", async () => {
      await using store = await engine.open();
      const services = serviceContextOn(store);
      const orgId = await addOrganization(store);
      const { result } = await services.record(orgId, openOf(CANARY, orgId));
      await services.record(orgId, messageCommand(result, "Hello?"));

      await hideCustomer(services, orgId, customerIdOf(CANARY, orgId));

      await expect(services.record(orgId, messageCommand(result, "Hello?"))).rejects.toThrow("session-ended");
    });

    test("go after the next start where a process was killed between two portions", async () => {
      await using place = await engine.place();
      {
        await using store = await place.open();
        const services = serviceContextOn(store);
        const orgId = await addOrganization(store);
        await longChat(services, orgId);
        await hideCustomer(services, orgId, customerIdOf(CANARY, orgId));
        await store.transact(deleteErasedFacts);
      }
      await using store = await place.open();
      expect(await tablesContaining(store, CANARY)).toEqual(["fact"]);

      await removeErasedRows({ store });

      expect(await tablesContaining(store, CANARY)).toEqual([]);
      expect(await store.db.select().from(store.tables.erasedSession)).toEqual([]);
    });

    test("of a customer whose erasure is asked for twice at once go once", async () => {
      await using store = await engine.open();
      const services = serviceContextOn(store);
      const orgId = await addOrganization(store);
      const { customerId, mia } = await addChatsOfCustomer(services, orgId, CANARY);
      const request = { services, orgId, by: mia.id };

      const both = await Promise.allSettled([
        eraseCustomer(request, customerId),
        eraseCustomer(request, customerId),
      ]);

      expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
      const feed = await readFeed(store, orgId, 0, 1_000);
      expect(feed.filter(({ fact }) => fact.kind === "erased")).toHaveLength(1);
    });

    test("are deleted by one instance at a time", async () => {
      // SQLite has one instance, whose writes are one at a time anyway.
      if (engine.name === "sqlite") return;
      await using place = await engine.place();
      await using here = await place.open();
      await using there = await place.open();
      const services = serviceContextOn(here);
      const orgId = await addOrganization(here);
      await longChat(services, orgId);
      await hideCustomer(services, orgId, customerIdOf(CANARY, orgId));

      await here.transact(async (writer) => {
        expect(await deleteErasedFacts(writer)).toBe(true);
        expect(await there.transact(deleteErasedFacts)).toBe(false);
      });
      await Promise.all([removeErasedRows({ store: here }), removeErasedRows({ store: there })]);

      await removeErasedRows({ store: here });
      expect(await tablesContaining(here, CANARY)).toEqual([]);
    });
  });
}

test("between two portions the event loop has its turn", async () => {
  let [turns, portions] = [0, 0];
  const turnsAtPortions: number[] = [];
  const turn = () => {
    turns += 1;
    if (portions < 5) setImmediate(turn);
  };
  setImmediate(turn);

  await inPortions({ transact: (work) => work(null as never) }, async () => {
    portions += 1;
    turnsAtPortions.push(turns);
    return portions < 5;
  });

  expect(turnsAtPortions).toEqual([0, 1, 2, 3, 4]);
});

test("a process that stops does not wait for all portions", async () => {
  const shutdown = new AbortController();
  let portions = 0;

  await inPortions(
    { transact: (work) => work(null as never) },
    async () => {
      portions += 1;
      if (portions === 3) shutdown.abort();
      return true;
    },
    shutdown.signal,
  );

  expect(portions).toBe(3);
});

test("every query that selects facts leaves out those of erased sessions", async () => {
  const server = `${import.meta.dir}/../..`;
  const wrong: string[] = [];
  for await (const file of new Bun.Glob("**/*.ts").scan(server)) {
    if (/\.test\.ts$|testing\//.test(file)) continue;
    const text = await Bun.file(`${server}/${file}`).text();
    if (/\.from\((?:tables\.)?fact\)/.test(text) && !text.includes("isOfKeptSession(")) wrong.push(file);
  }
  // A customer's messages are counted through their sessions, of which an erased customer has none.
  expect(wrong).toEqual([]);
});
