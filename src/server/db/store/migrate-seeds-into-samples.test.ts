import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { SQL } from "bun";
import { drizzle as onPostgres } from "drizzle-orm/bun-sql";
import { drizzle as onSqlite } from "drizzle-orm/bun-sqlite";
import { sampleArticles } from "#domain/knowledge/sample-articles.ts";
import { testPostgresUrl } from "../../../../test/test-postgres-url.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { articleFromRow } from "../knowledge/article-rows.ts";
import { applyMigrations } from "./dialects/apply-migrations.ts";
import { openPostgres } from "./dialects/postgres.ts";
import { openSqlite } from "./dialects/sqlite.ts";
import { readMigrations } from "./read-migrations.ts";
import type { Store } from "./store.ts";

/** The migrations before the one that makes samples of articles. */
function before(dialect: "sqlite" | "postgres") {
  const all = readMigrations(dialect);
  const at = all.findIndex(({ sql }) =>
    sql.some((statement) => /create table .article_version/i.test(statement)),
  );
  return all.slice(0, at);
}

/** A company with articles as earlier builds stored them: two that came with it, and one that somebody put there. */
const STORED = [
  `insert into organization (id, name, widget_key, settings, created_at) values ('org_1', 'Acme', 'wk_1', '{}', 7)`,
  `insert into article (org_id, id, title, text, updated_at) values
     ('org_1', 'art_0', 'What Switchboard is', 'Switchboard is …', 7),
     ('org_1', 'art_1', 'Installing and deploying Switchboard', 'To try it …', 7),
     ('org_1', 'art_2', 'Our prices', 'Low.', 9)`,
];

async function expectSamples(store: Store): Promise<void> {
  const rows = await store.db.select().from(store.tables.article);
  const articles = rows.map(articleFromRow).toSorted((a, b) => a.createdAt - b.createdAt);
  const [first] = sampleArticles(() => "0", 7);

  expect(rows.map(({ changeNo }) => changeNo)).toEqual([0, 0]);
  expect(articles[0]).toEqual(first);
  expect(articles[1]).toMatchObject({
    id: "art_2",
    isSample: true,
    version: 1,
    createdAt: 9,
    published: { title: "Our prices", text: "Low.", audience: "customers", validUntil: null, version: 1 },
  });
}

test("a SQLite file with the articles of earlier builds has samples instead", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "a.db");
  const old = new Database(file, { create: true });
  await applyMigrations(onSqlite({ client: old }), before("sqlite"));
  for (const statement of STORED) old.run(statement);
  old.close();

  await using store = await openSqlite(file);

  await expectSamples(store);
});

test("a Postgres database with the articles of earlier builds has samples instead", async () => {
  const server = await testPostgresUrl();
  const name = `switchboard_${crypto.randomUUID().replaceAll("-", "")}`;
  await using admin = new SQL(server, { max: 1 });
  await admin.unsafe(`create database ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const old = new SQL(url, { max: 1 });
  await applyMigrations(onPostgres({ client: old }), before("postgres"));
  for (const statement of STORED) await old.unsafe(statement);
  await old.close();

  const store = await openPostgres(url);

  await expectSamples(store);
  await store.close();
  await admin.unsafe(`drop database ${name} with (force)`);
});
