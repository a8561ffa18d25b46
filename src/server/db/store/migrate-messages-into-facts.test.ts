import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SQL } from "bun";
import { drizzle as onPostgres } from "drizzle-orm/bun-sql";
import { drizzle as onSqlite } from "drizzle-orm/bun-sqlite";
import { testPostgresUrl } from "../../../../test/test-postgres-url.ts";
import { applyMigrations } from "./dialects/apply-migrations.ts";
import { openPostgres } from "./dialects/postgres.ts";
import { openSqlite } from "./dialects/sqlite.ts";
import { lastMessages } from "../conversations/recent-messages.ts";
import { readMigrations } from "./read-migrations.ts";
import type { Store } from "./store.ts";

/** The last version in which a message had a row beside its fact. */
const BEFORE = 4;
const onlySqlite = readMigrations("sqlite").slice(0, BEFORE);
const onlyPostgres = readMigrations("postgres").slice(0, BEFORE);

const message = {
  id: "msg_1",
  sessionId: "ses_1",
  author: { kind: "member", memberId: "mem_1", name: "Mia" },
  clientId: "c-1",
  text: "It’s on its way",
  sentAt: 7,
  sources: [],
  stopped: false,
};

/** The rows of an organization with one chat of one message, as that version stored them. */
const STORED = [
  `insert into organization (id, name, widget_key, settings, created_at) values ('org_1', 'Acme', 'wk_1', '{}', 0)`,
  `insert into customer (org_id, id, name, email, token_hash, token_expires_at, created_at)
     values ('org_1', 'cus_1', 'Ada', 'ada@example.com', 'hash', 0, 0)`,
  `insert into session (org_id, id, customer_id, state, last_no, holder_kind, needs_person, opened_at, expires_at,
     returned, routed_under, unattended, last_at)
     values ('org_1', 'ses_1', 'cus_1', '{}', 2, 'bot', false, 0, 0, false, 0, false, 0)`,
  `insert into fact (org_id, no, session_id, session_no, fact, at) values
     ('org_1', 1, 'ses_1', 1, '{"kind":"session-opened","sessionId":"ses_1"}', 0),
     ('org_1', 2, 'ses_1', 2, '${JSON.stringify({ kind: "message-posted", sessionId: "ses_1", message })}', 7),
     ('org_1', 3, null, null, '{"kind":"members-changed","at":8}', 8)`,
  `insert into message (org_id, session_id, no, id, author_key, client_id, author, text, sent_at, sources, stopped)
     values ('org_1', 'ses_1', 2, 'msg_1', 'mem_1', 'c-1', '${JSON.stringify(message.author)}', '${message.text}', 7, '[]', false)`,
];

async function expectKept(store: Store): Promise<void> {
  expect(await lastMessages(store, "org_1", "ses_1", 10)).toMatchObject([message]);
  const { fact } = store.tables;
  const rows = await store.db.select({ no: fact.no, by: fact.authorKey, id: fact.clientId }).from(fact);
  expect(rows.toSorted((a, b) => a.no - b.no)).toEqual([
    { no: 1, by: null, id: null },
    { no: 2, by: "mem_1", id: "c-1" },
    { no: 3, by: null, id: null },
  ]);
}

test("a SQLite file in which messages had rows of their own keeps what was said, and by which id", async () => {
  const folder = mkdtempSync(join(tmpdir(), "switchboard-"));
  const file = join(folder, "a.db");
  const old = new Database(file, { create: true });
  await applyMigrations(onSqlite({ client: old }), onlySqlite);
  for (const statement of STORED) old.run(statement);
  old.close();

  await using store = await openSqlite(file);

  await expectKept(store);
  rmSync(folder, { recursive: true });
});

test("a Postgres database in which messages had rows of their own keeps what was said, and by which id", async () => {
  const server = await testPostgresUrl();
  const name = `switchboard_${crypto.randomUUID().replaceAll("-", "")}`;
  await using admin = new SQL(server, { max: 1 });
  await admin.unsafe(`create database ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const old = new SQL(url, { max: 1 });
  await applyMigrations(onPostgres({ client: old }), onlyPostgres);
  for (const statement of STORED) await old.unsafe(statement);
  await old.close();

  const store = await openPostgres(url);

  await expectKept(store);
  await store.close();
  await admin.unsafe(`drop database ${name} with (force)`);
});
