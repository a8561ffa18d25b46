import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { temporaryFolder } from "../../../testing/temporary-folder.ts";
import { findDatabaseUnavailable } from "../database-unavailable.ts";
import { openSqlite } from "./sqlite.ts";

test("while somebody else writes, the process goes on, and so does the write after it", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "a.db");
  await using store = await openSqlite(file);
  using backup = new Database(file);
  backup.run("begin immediate");

  const written = store.transact(() => Promise.resolve("written"));
  const first = await Promise.race([written, Bun.sleep(0).then(() => "the process")]);
  backup.run("rollback");

  expect([first, await written]).toEqual(["the process", "written"]);
});

test("a write that waits too long is given up with an error that says when to try again", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "a.db");
  await using store = await openSqlite(file);
  using backup = new Database(file);
  backup.run("begin immediate");

  const error = await store.transact(() => Promise.resolve()).catch((refused: unknown) => refused);
  backup.run("rollback");

  expect(findDatabaseUnavailable(error)?.retryAfterMs).toBe(1_000);
});
