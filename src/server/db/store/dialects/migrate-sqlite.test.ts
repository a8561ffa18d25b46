import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/bun-sqlite";
import { temporaryFolder } from "../../../testing/temporary-folder.ts";
import { DatabaseRefused } from "../database-refused.ts";
import { readMigrations } from "../read-migrations.ts";
import { applyMigrations } from "./apply-migrations.ts";
import { openSqlite } from "./sqlite.ts";

/** Inserts sessions whose customers do not exist. */
function insertDangling(file: string, count = 1): void {
  using database = new Database(file);
  database.run("pragma foreign_keys = off");
  for (let no = 1; no <= count; no += 1)
    database.run(
      `insert into session (org_id, id, customer_id, state, last_no, holder_kind, needs_person, opened_at, expires_at,
         returned, routed_under, unattended, last_at)
       values ('org_1', 'ses_${no}', 'cus_${no}', '{}', 2, 'bot', false, 0, 0, false, 0, false, 0)`,
    );
}

test("a start that migrates refuses rows that refer to nothing, and so does each one after it", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "switchboard.db");
  {
    using database = new Database(file);
    await applyMigrations(drizzle({ client: database }), readMigrations("sqlite").slice(0, -1));
  }
  insertDangling(file);
  for (const start of ["first", "second"])
    expect(await openSqlite(file).catch((error: unknown) => error), start).toBeInstanceOf(DatabaseRefused);
});

test("a start without a migration does not read the whole file to look for them", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "switchboard.db");
  await (await openSqlite(file)).close();
  insertDangling(file);
  await using store = await openSqlite(file);
  expect(await store.ready()).toBe(true);
});

test("queries by id use their index, whatever row counts were stored while the file was small", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "switchboard.db");
  await (await openSqlite(file)).close();
  const byId = `explain query plan select state from session
    where org_id = 'org_1' and id in (select value from json_each('["ses_1"]'))`;
  const planIn = () => {
    using database = new Database(file);
    return JSON.stringify(database.query(byId).all());
  };
  insertDangling(file, 30);
  {
    using database = new Database(file);
    database.run("analyze");
  }
  expect(planIn()).toContain("SCAN session");

  await (await openSqlite(file)).close();
  expect(planIn()).toContain("SEARCH session USING INDEX");
});
