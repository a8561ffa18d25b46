import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { linkSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { sql } from "drizzle-orm";
import { temporaryFolder } from "../../../testing/temporary-folder.ts";
import type { Store, Writer } from "../store.ts";
import { articleToRow } from "../../knowledge/article-rows.ts";
import { newArticle } from "../../testing/new-article.ts";
import { addOrganization } from "../../testing/add-organization.ts";
import { openSqlite } from "./sqlite.ts";

const PERMISSIONS = 0o777;
const OWNER_ONLY = 0o600;

async function refusal(opening: Promise<Store>): Promise<string> {
  return opening.then(
    () => "opened",
    (error: Error) => error.message,
  );
}

function otherDatabase(file: string): void {
  const other = new Database(file);
  other.run("create table orders (id text primary key)");
  other.close();
}

describe("the SQLite file", () => {
  test("belongs to one process: a second one is turned away by one clear line", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "a.db");
    await using holder = await openSqlite(file);
    const script = `const { openSqlite } = await import(${JSON.stringify(`${import.meta.dir}/sqlite.ts`)});
      await openSqlite(${JSON.stringify(file)}).then(() => console.log("opened"), (e) => console.log(e.message));`;

    const other = Bun.spawn([process.execPath, "-e", script], { stdout: "pipe" });

    expect(await holder.ready()).toBe(true);
    expect(await refusal(openSqlite(file))).toBe(
      `The database ${file} is in use by another process. Stop that one first; several need Postgres (DATABASE_URL).`,
    );
    expect((await new Response(other.stdout).text()).trim()).toBe(
      `The database ${file} is in use by another process. Stop that one first; several need Postgres (DATABASE_URL).`,
    );
  });

  test("is one file by whatever path it is named: a link to it, to its folder, a detour", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "a.db");
    await using holder = await openSqlite(file);
    expect(await holder.ready()).toBe(true);
    mkdirSync(join(folder.path, "elsewhere"));
    symlinkSync(file, join(folder.path, "elsewhere", "b.db"));
    symlinkSync(folder.path, join(folder.path, "elsewhere", "folder"));

    for (const path of [
      join(folder.path, "elsewhere", "b.db"),
      join(folder.path, "elsewhere", "folder", "a.db"),
      `${folder.path}/elsewhere/../a.db`,
      relative(process.cwd(), file),
    ])
      expect(await refusal(openSqlite(path))).toStartWith(
        `The database ${path} is in use by another process.`,
      );
  });

  test("with a second name is refused: whoever opened it by that one would destroy it", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "a.db");
    await (await openSqlite(file)).close();
    linkSync(file, join(folder.path, "b.db"));

    for (const name of ["a.db", "b.db"])
      expect(await refusal(openSqlite(join(folder.path, name)))).toContain("has 2 names (hard links)");
    rmSync(join(folder.path, "b.db"));
    await using store = await openSqlite(file);
    expect(await store.ready()).toBe(true);
  });

  test.each([
    [
      "text",
      (file: string) => writeFileSync(file, "These are not the bytes of a database.".repeat(99)),
      "is not a SQLite database",
    ],
    ["one byte", (file: string) => writeFileSync(file, "x"), "is not a SQLite database"],
    [
      "noise",
      (file: string) => writeFileSync(file, new Uint8Array(8_192).fill(0x5a)),
      "is not a SQLite database",
    ],
    ["a folder", (file: string) => mkdirSync(file), "is not a file"],
    [
      "another program's database",
      otherDatabase,
      "is the database of another program: it has a table orders",
    ],
  ])(
    "is not taken from where there is something else, which is left as it was: %s",
    async (_what, put, why) => {
      using folder = temporaryFolder();
      const file = join(folder.path, "a.db");
      put(file);
      const before = statSync(file);

      expect(await refusal(openSqlite(file))).toContain(`${file} ${why}`);
      const { size, mode } = statSync(file);
      expect(size).toBe(before.size);
      if (why.startsWith("is not")) expect(mode).toBe(before.mode);
    },
  );

  test("that is empty, as after a start on a full disk, becomes the database", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "a.db");
    writeFileSync(file, "");
    await using store = await openSqlite(file);
    expect(await store.ready()).toBe(true);
  });

  test("is free again as soon as its process is killed", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "a.db");
    // This process ends together with the one that started it.
    const script = `await (await import("${import.meta.dir}/sqlite.ts")).openSqlite("${file}"); console.log("open"); await Bun.stdin.text();`;
    const other = Bun.spawn([process.execPath, "-e", script], { stdin: "pipe", stdout: "pipe" });
    await other.stdout.getReader().read();
    expect(await refusal(openSqlite(file))).toContain("in use by another process");

    other.kill("SIGKILL");
    await other.exited;

    await using store = await openSqlite(file);
    expect(await store.ready()).toBe(true);
  });

  test("can be read by its owner only, with its companions", async () => {
    using folder = temporaryFolder();
    await using store = await openSqlite(join(folder.path, "a.db"));
    await addOrganization(store);

    const modes = readdirSync(folder.path)
      .filter((name) => !name.endsWith(".lock"))
      .map((name) => statSync(join(folder.path, name)).mode & PERMISSIONS);

    expect(modes).toEqual([OWNER_ONLY, OWNER_ONLY, OWNER_ONLY]);
  });

  test("is left alone by a row that is put as it is there, and says whether anything was written", async () => {
    using folder = temporaryFolder();
    await using store = await openSqlite(join(folder.path, "a.db"));
    const orgId = await addOrganization(store);
    const stampAfter = (title: string) =>
      store.transact(async (writer) => {
        await writer.put(writer.tables.article, [articleToRow(orgId, newArticle("art_1", { title }), 0)]);
        return writer.changeStamp();
      });

    const [one, again, other] = [await stampAfter("One"), await stampAfter("One"), await stampAfter("Two")];

    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  test("is read over connections that cannot write", async () => {
    using folder = temporaryFolder();
    await using store = await openSqlite(join(folder.path, "a.db"));
    await addOrganization(store);
    const sneaky = store.db as Writer["db"];

    const written = (async () => sneaky.delete(store.tables.organization))();

    expect(await written.catch((error: Error) => `${error.message} ${String(error.cause)}`)).toContain(
      "readonly",
    );
  });

  test("is written with every commit on disk before it is acknowledged", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "a.db");
    await using store = await openSqlite(file);

    const [row] = await store.transact(({ db }) =>
      db.select({ synchronous: sql<number>`synchronous` }).from(sql`pragma_synchronous`),
    );
    const mode = new Database(file, { readonly: true }).query("pragma journal_mode").get();

    expect(row).toEqual({ synchronous: 2 });
    expect(mode).toEqual({ journal_mode: "wal" });
  });
});
