import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { existsSync, statSync, truncateSync } from "node:fs";
import { until } from "../../../testing/test-server.ts";
import { articleToRow } from "../../knowledge/article-rows.ts";
import { newArticle } from "../../testing/new-article.ts";
import { addOrganization } from "../../testing/add-organization.ts";
import { SQLITE } from "../../testing/engines.ts";
import { sqliteFileOf } from "../../testing/sqlite-file-bytes.ts";

/** More than the pages of a log at which it is copied, in bytes. */
const LONG = 40_000_000;

test("a long log is copied into the file beside the writes, and begun anew by one of the next", async () => {
  await using store = await SQLITE.open();
  const orgId = await addOrganization(store);
  const file = sqliteFileOf(store);
  using beside = new Database(file);
  const pagesInLog = () =>
    beside.query<{ log: number }, []>("pragma wal_checkpoint(noop)").get()?.log ?? Number.NaN;
  let id = 0;
  const write = (length: number) =>
    store.transact(({ append, tables }) =>
      append(tables.article, [
        articleToRow(orgId, newArticle(`art_${(id += 1)}`, { text: "x".repeat(length) }), 0),
      ]),
    );

  for (let written = 0; written < LONG; written += 1_000_000) await write(1_000_000);
  const longest = pagesInLog();
  await until(async () => {
    await write(1);
    return pagesInLog() < longest;
  });

  expect(statSync(file).size).toBeGreaterThan(LONG);
  expect(beside.query("select count(*) from article").values()).toEqual([[id]]);
});

test("a log's file that a stopped wipe has made long is soon short again, however little is written", async () => {
  await using store = await SQLITE.open();
  const log = `${sqliteFileOf(store)}-wal`;
  await addOrganization(store);
  truncateSync(log, 3 * LONG);

  let writes = 0;
  await until(async () => {
    writes += 1;
    await addOrganization(store);
    return statSync(log).size < 2 * LONG;
  });

  expect(writes).toBeLessThan(1_000);
  expect(await store.db.select().from(store.tables.organization)).toHaveLength(writes + 1);
});

test("a store that is closed while much is being written leaves no log, which a thread would still hold", async () => {
  await using place = await SQLITE.place();
  const store = await place.open();
  const orgId = await addOrganization(store);
  const file = sqliteFileOf(store);
  const text = "x".repeat(1_000_000);
  const writes = Array.from({ length: 2 * (LONG / text.length) }, (_, at) =>
    store.transact(({ append, tables }) =>
      append(tables.article, [articleToRow(orgId, newArticle(`art_${at}`, { text }), 0)]),
    ),
  );

  await Promise.all([store.close(), ...writes]);

  expect(existsSync(`${file}-wal`)).toBe(false);
});
