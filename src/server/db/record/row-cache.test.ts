import { describe, expect, test } from "bun:test";
import { decided } from "#domain/model/decision.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import { defaultSettings } from "#domain/model/settings.ts";
import { createAssignmentOrder } from "../team/assignment-order.ts";
import { openSqliteBeside } from "../store/dialects/sqlite.ts";
import { readFeed } from "../conversations/feed.ts";
import { createRowCache } from "./row-cache.ts";
import { newUnitOfWork } from "./unit-of-work.ts";
import { createRecorder } from "./recorder.ts";
import { getSession } from "../conversations/sessions.ts";
import type { Store } from "../store/store.ts";
import { ENGINES } from "../testing/engines.ts";
import { newSession } from "../testing/new-session.ts";
import { sqliteFileOf } from "../testing/sqlite-file-bytes.ts";
import { failingCommand, openCommand, messageCommand } from "../testing/sample-commands.ts";
import { addOrganization } from "../testing/add-organization.ts";
import type { Command } from "./command.ts";

const ORG: OrgId = "org_1";

function ledgerOf(orgId: OrgId) {
  const row = {
    settings: defaultSettings("Acme", 0),
    feedNo: 7,
    assignNo: 0,
    recordedAt: 1,
    isErased: false,
  };
  return newUnitOfWork(orgId, { now: 1, setBackMs: 0 }, row, {
    assignmentOrder: createAssignmentOrder(),
    cached: null,
  });
}

/** Runs one transaction that caches one organization. */
function written(rowCache: ReturnType<typeof createRowCache>, unitOfWork = ledgerOf(ORG)): void {
  rowCache.beginTransaction("1");
  rowCache.remember(unitOfWork);
  rowCache.endTransaction("2");
}

test("what was written is remembered while nobody has written since", () => {
  const rowCache = createRowCache();
  written(rowCache);
  rowCache.confirmCommit();
  rowCache.beginTransaction("2");
  expect(rowCache.get(ORG)?.feedNo).toBe(7);
});

test("what somebody has written since may be anything, so all is forgotten", () => {
  const rowCache = createRowCache();
  written(rowCache);
  rowCache.confirmCommit();
  rowCache.beginTransaction("3");
  expect(rowCache.get(ORG)).toBeNull();
});

test("what was not committed is forgotten, and what cannot be told is not believed", () => {
  const rowCache = createRowCache();
  written(rowCache);
  rowCache.beginTransaction("2");
  expect(rowCache.get(ORG)).toBeNull();
  rowCache.remember(ledgerOf(ORG));
  rowCache.endTransaction(null);
  rowCache.confirmCommit();
  rowCache.beginTransaction(null);
  expect(rowCache.get(ORG)).toBeNull();
});

test("an organization in which something was erased or set is read again", () => {
  const erasing = ledgerOf(ORG);
  erasing.changed.erased.sessions.add("ses_1");
  const setting = ledgerOf(ORG);
  setting.changed.settings = true;
  for (const unitOfWork of [erasing, setting]) {
    const rowCache = createRowCache();
    written(rowCache, unitOfWork);
    rowCache.confirmCommit();
    rowCache.beginTransaction("2");
    expect(rowCache.get(ORG)).toBeNull();
  }
});

test("an organization that is erased, or whose token changes, is read again too", () => {
  const [erased, erasing, customer, token, noToken] = [1, 2, 3, 4, 5].map(() => ledgerOf(ORG));
  if (!erased || !erasing || !customer || !token || !noToken) throw new Error("there are five");
  erased.isErased = true;
  erasing.changed.isErased = true;
  customer.changed.erased.customers.add("cus_1");
  token.changed.botToken = { sealed: "sealed", hint: "abcd" };
  noToken.changed.botToken = null;
  for (const unitOfWork of [erased, erasing, customer, token, noToken]) {
    const rowCache = createRowCache();
    written(rowCache);
    rowCache.remember(unitOfWork);
    rowCache.confirmCommit();
    rowCache.beginTransaction("2");
    expect(rowCache.get(ORG)).toBeNull();
  }
});

/** Remembers sessions with these numbers in one transaction. */
function remember(rowCache: ReturnType<typeof createRowCache>, org: OrgId, from: number, count: number) {
  const unitOfWork = ledgerOf(org);
  const session = newSession("ses_1", "cus_1");
  for (let no = from; no < from + count; no++)
    unitOfWork.sessions.set(`ses_${no}`, { session, lastNo: no, stored: null });
  rowCache.beginTransaction("1");
  rowCache.remember(unitOfWork);
  rowCache.endTransaction("1");
  rowCache.confirmCommit();
}

const sizeOf = (rowCache: ReturnType<typeof createRowCache>, org: OrgId) => {
  rowCache.beginTransaction("1");
  rowCache.confirmCommit();
  return rowCache.get(org)?.sessions.size ?? null;
};

describe("the sessions of a write", () => {
  test("are added to those of the writes before", () => {
    const rowCache = createRowCache();
    remember(rowCache, ORG, 0, 2);
    remember(rowCache, ORG, 1, 2);
    expect(sizeOf(rowCache, ORG)).toBe(3);
    rowCache.beginTransaction("1");
    expect(rowCache.get(ORG)?.sessions.get("ses_1")?.stored?.lastNo).toBe(1);
  });

  test("are all forgotten once there are more than a thousand, over all organizations", () => {
    const rowCache = createRowCache();
    remember(rowCache, ORG, 0, 600);
    remember(rowCache, "org_2", 0, 400);
    remember(rowCache, ORG, 0, 600);
    expect([sizeOf(rowCache, ORG), sizeOf(rowCache, "org_2")]).toEqual([600, 400]);
    remember(rowCache, "org_2", 400, 1);
    expect([sizeOf(rowCache, ORG), sizeOf(rowCache, "org_2")]).toEqual([null, null]);
    remember(rowCache, ORG, 0, 1_000);
    expect(sizeOf(rowCache, ORG)).toBe(1_000);
  });
});

function recorderOn(store: Store) {
  return createRecorder(store, {
    onSetBack: () => {},
    newId: () => crypto.randomUUID(),
    random: () => 0,
    instanceId: "ins_test",
    onRecorded() {},
  });
}

/** A command that returns the last words of a session as a decision sees it. */
function look(id: SessionId): Command<string | null | undefined> {
  return { needs: { sessions: [id] }, decide: (scene) => decided([], scene.session(id)?.lastWords?.text) };
}

/** Overwrites the last message of a session, bypassing the cache. */
async function overwrite(store: Store, orgId: OrgId, id: SessionId, text: string): Promise<void> {
  const state = await getSession(store, orgId, id);
  if (state === null) throw new Error("there is no such session");
  const lastWords = { by: "customer", text, at: 1 } as const;
  await store.transact(async ({ put, tables, db }) => {
    const rows = await db.select().from(tables.session);
    await put(
      tables.session,
      rows.map((row) => ({ ...row, state: { ...state, lastWords } })),
    );
  });
}

for (const engine of ENGINES) {
  describe(`what a write remembers of the one before, on ${engine.name},`, () => {
    test("gives way to what somebody else has written in between", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store, { answers: "agents" });
      const record = recorderOn(store);
      const { result: id } = await record(orgId, openCommand("ada"));
      await record(orgId, messageCommand(id, "Hello"));
      expect((await record(orgId, look(id))).result).toBe("Hello");

      await overwrite(store, orgId, id, "Goodbye");

      expect((await record(orgId, look(id))).result).toBe("Goodbye");
    });

    test("is not what a write left that was taken back", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store, { answers: "agents" });
      const record = recorderOn(store);
      const { result: id } = await record(orgId, openCommand("ada"));
      const settled = await Promise.allSettled([
        record(orgId, messageCommand(id, "one")),
        record(orgId, failingCommand()),
        record(orgId, messageCommand(id, "two")),
      ]);
      await record(orgId, messageCommand(id, "three"));

      expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
      const feed = await readFeed(store, orgId, 0, 100);
      expect(feed.map(({ no, sessionNo }) => [no, sessionNo])).toEqual([1, 2, 3, 4].map((no) => [no, no]));
    });
  });
}

test("another process that writes into the SQLite file is noticed as well", async () => {
  const engine = ENGINES.find(({ name }) => name === "sqlite");
  if (engine === undefined) throw new Error("there is no SQLite");
  await using place = await engine.place();
  await using store = await place.open();
  const orgId = await addOrganization(store, { answers: "agents" });
  const record = recorderOn(store);
  const { result: id } = await record(orgId, openCommand("ada"));
  await record(orgId, messageCommand(id, "Hello"));

  await using beside = await openSqliteBeside(sqliteFileOf(store));
  await overwrite(beside, orgId, id, "Goodbye");

  expect((await record(orgId, look(id))).result).toBe("Goodbye");
});
