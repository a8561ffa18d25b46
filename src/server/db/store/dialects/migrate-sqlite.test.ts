import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/bun-sqlite";
import { temporaryFolder } from "../../../testing/temporary-folder.ts";
import { DatabaseRefused } from "../database-refused.ts";
import { readMigrations } from "../read-migrations.ts";
import { applyMigrations } from "./apply-migrations.ts";
import { openSqlite } from "./sqlite.ts";

/** A session whose customer does not exist. */
const DANGLING = `insert into session (org_id, id, customer_id, state, last_no, holder_kind, needs_person, opened_at,
    expires_at, returned, routed_under, unattended, last_at)
  values ('org_1', 'ses_1', 'cus_1', '{}', 2, 'bot', false, 0, 0, false, 0, false, 0)`;

function insertDangling(file: string): void {
  using database = new Database(file);
  database.run("pragma foreign_keys = off");
  database.run(DANGLING);
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
