import { describe, expect, test } from "bun:test";
import { decided } from "#domain/model/decision.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Command } from "#domain/model/scene.ts";
import { defaultSettings } from "#domain/model/settings.ts";
import { createCursor } from "../team/assignment-order.ts";
import { openSqliteBeside } from "../store/dialects/sqlite.ts";
import { readFeed } from "../conversations/feed.ts";
import { createImage } from "./row-cache.ts";
import { newLedger } from "./unit-of-work.ts";
import { createRecorder } from "./recorder.ts";
import { getSession } from "../conversations/sessions.ts";
import type { Store } from "../store/store.ts";
import { ENGINES } from "../testing/engines.ts";
import { fileOf } from "../testing/sqlite-file-bytes.ts";
import { blunder, open, say } from "../testing/sample-commands.ts";
import { addCompany } from "../testing/add-people.ts";

const ORG: OrgId = "org_1";

function ledgerOf(orgId: OrgId) {
  const row = {
    settings: defaultSettings("Acme", 0),
    feedNo: 7,
    assignNo: 0,
    recordedAt: 1,
    isErased: false,
  };
  return newLedger(orgId, 1, row, { cursor: createCursor(), remembered: null });
}

/** One transaction that learns of one organization. */
function written(image: ReturnType<typeof createImage>, ledger = ledgerOf(ORG)): void {
  image.open("1");
  image.learn(ledger);
  image.close("2");
}

test("what was written is remembered while nobody has written since", () => {
  const image = createImage();
  written(image);
  image.confirm();
  image.open("2");
  expect(image.of(ORG)?.feedNo).toBe(7);
});

test("what somebody has written since may be anything, so all is forgotten", () => {
  const image = createImage();
  written(image);
  image.confirm();
  image.open("3");
  expect(image.of(ORG)).toBeNull();
});

test("what was not committed is forgotten, and what cannot be told is not believed", () => {
  const image = createImage();
  written(image);
  image.open("2");
  expect(image.of(ORG)).toBeNull();
  image.learn(ledgerOf(ORG));
  image.close(null);
  image.confirm();
  image.open(null);
  expect(image.of(ORG)).toBeNull();
});

test("an organization in which something was erased or set is read again", () => {
  const erasing = ledgerOf(ORG);
  erasing.changed.erased.sessions.add("ses_1");
  const setting = ledgerOf(ORG);
  setting.changed.settings = true;
  for (const ledger of [erasing, setting]) {
    const image = createImage();
    written(image, ledger);
    image.confirm();
    image.open("2");
    expect(image.of(ORG)).toBeNull();
  }
});

function recorderOn(store: Store) {
  return createRecorder(store, {
    newId: () => crypto.randomUUID(),
    chance: () => 0,
    instanceId: "ins_test",
    onRecorded() {},
  });
}

/** What a decision sees of a session. */
function look(id: SessionId): Command<string | null | undefined> {
  return { needs: { sessions: [id] }, decide: (scene) => decided([], scene.session(id)?.lastWords?.text) };
}

/** Somebody writes over the last words of a session, past everything that remembers them. */
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
      const orgId = await addCompany(store, { answers: "agents" });
      const record = recorderOn(store);
      const { result: id } = await record(orgId, open("ada"));
      await record(orgId, say(id, "Hello"));
      expect((await record(orgId, look(id))).result).toBe("Hello");

      await overwrite(store, orgId, id, "Goodbye");

      expect((await record(orgId, look(id))).result).toBe("Goodbye");
    });

    test("is not what a write left that was taken back", async () => {
      await using store = await engine.open();
      const orgId = await addCompany(store, { answers: "agents" });
      const record = recorderOn(store);
      const { result: id } = await record(orgId, open("ada"));
      const settled = await Promise.allSettled([
        record(orgId, say(id, "one")),
        record(orgId, blunder()),
        record(orgId, say(id, "two")),
      ]);
      await record(orgId, say(id, "three"));

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
  const orgId = await addCompany(store, { answers: "agents" });
  const record = recorderOn(store);
  const { result: id } = await record(orgId, open("ada"));
  await record(orgId, say(id, "Hello"));

  await using beside = await openSqliteBeside(fileOf(store));
  await overwrite(beside, orgId, id, "Goodbye");

  expect((await record(orgId, look(id))).result).toBe("Goodbye");
});
