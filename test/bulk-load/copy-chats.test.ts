import { expect, test } from "bun:test";
import { join } from "node:path";
import type { CustomerId, OrgId } from "#domain/model/ids.ts";
import { lastFactNo, readFeed, readSessionFeed } from "#server/db/conversations/feed.ts";
import { getSession } from "#server/db/conversations/sessions.ts";
import type { Store } from "#server/db/store/store.ts";
import { openSqlite } from "#server/db/store/dialects/sqlite.ts";
import { addOrganization } from "#server/db/testing/add-organization.ts";
import { POSTGRES } from "#server/db/testing/engines.ts";
import { messageCommand, openAsCommand } from "#server/db/testing/sample-commands.ts";
import { createTestRecorder } from "#server/db/testing/test-recorder.ts";
import { temporaryFolder } from "#server/testing/temporary-folder.ts";
import type { BulkDatabase } from "./bulk-database.ts";
import { openBulkPostgres } from "./bulk-postgres.ts";
import { openBulkSqlite } from "./bulk-sqlite.ts";
import { copyChat, growChat } from "./copy-chats.ts";

/** A database that is opened by the server, then filled, then opened again. */
interface Place extends AsyncDisposable {
  open: () => Promise<Store>;
  openBulk: () => BulkDatabase;
}

async function sqlitePlace(): Promise<Place> {
  const folder = temporaryFolder();
  const file = join(folder.path, "switchboard.db");
  return {
    open: () => openSqlite(file),
    openBulk: () => openBulkSqlite(file),
    [Symbol.asyncDispose]: async () => folder[Symbol.dispose](),
  };
}

async function postgresPlace(): Promise<Place> {
  const place = await POSTGRES.place();
  return {
    open: () => place.open(),
    openBulk: () => openBulkPostgres(place.databaseUrl),
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  };
}

const CUSTOMER: CustomerId = "cus_ada";
const COPIES = 3;
const ADDED = 40;

async function recordChat(store: Store, orgId: OrgId) {
  const record = createTestRecorder(store);
  const { result: sessionId } = await record(orgId, openAsCommand(CUSTOMER, "Ada"));
  await record(orgId, messageCommand(sessionId, "Hello"));
  const bot = { kind: "bot", name: "Chatbot", turnId: "trn_1" } as const;
  await record(orgId, messageCommand(sessionId, "Good day", { author: bot }));
  return { orgId, customerId: CUSTOMER, sessionId, email: "Ada@example.com" };
}

for (const [name, openPlace] of Object.entries({ sqlite: sqlitePlace, postgres: postgresPlace })) {
  test(`${name}: copied and grown chats are what the recorder would have recorded, and it goes on from there`, async () => {
    await using place = await openPlace();
    const before = await place.open();
    const orgId = await addOrganization(before, { answers: "agents" });
    const chat = await recordChat(before, orgId);
    const template = await readSessionFeed(before, chat, 0, 100);
    await before.close();
    {
      await using database = place.openBulk();
      await copyChat(database, chat, COPIES);
      await growChat(database, chat, ADDED);
    }

    await using store = await place.open();
    const copyId = `${chat.sessionId}-2` as const;
    const copy = await readSessionFeed(store, { orgId, sessionId: copyId }, 0, 100);
    expect(copy.map(({ sessionNo, fact }) => [sessionNo, fact.kind])).toEqual(
      template.map(({ sessionNo, fact }) => [sessionNo, fact.kind]),
    );
    expect(copy.every(({ fact }) => fact.sessionId === copyId)).toBe(true);
    expect(await getSession(store, orgId, copyId)).toMatchObject({ id: copyId, customerId: `${CUSTOMER}-2` });

    const long = await readSessionFeed(store, chat, 0, 500);
    expect(long.map(({ sessionNo }) => sessionNo)).toEqual(long.map((_, at) => at + 1));
    expect(long).toHaveLength(template.length + ADDED);
    expect(await getSession(store, orgId, chat.sessionId)).toMatchObject({
      customerMessages: 1 + ADDED / 2,
      ourMessages: 1 + ADDED / 2,
    });

    const last = await lastFactNo(store, orgId);
    const feed = await readFeed(store, orgId, 0, 1_000);
    expect(feed.map(({ no }) => no)).toEqual(feed.map((_, at) => at + 1));
    expect(feed).toHaveLength(last);
    await createTestRecorder(store)(orgId, messageCommand(copyId, "And now?"));
    expect(await lastFactNo(store, orgId)).toBeGreaterThan(last);
  });
}
