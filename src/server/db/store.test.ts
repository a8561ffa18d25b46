import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { eq, sql } from "drizzle-orm";
import { putArticle } from "./articles.ts";
import { openSqlite } from "./dialects/sqlite.ts";
import { lastNo } from "./feed.ts";
import { getOrganization, hasOrganization } from "./organizations.ts";
import type { Store, Writer } from "./store.ts";
import { ENGINES } from "./testing.ts";
import { addCompany, addPerson } from "./testing/people.ts";

const PERMISSIONS = 0o777;
const OWNER_ONLY = 0o600;

function rename({ db, tables: { organization } }: Writer, name: string) {
  return db.update(organization).set({ name });
}

for (const engine of ENGINES) {
  describe(`the store on ${engine.name}`, () => {
    test("what a failing transaction wrote is gone, and the next one works", async () => {
      await using store = await engine.open();
      const orgId = await addCompany(store);

      const failed = store.transact(async (writer) => {
        await rename(writer, "Broken");
        throw new Error("halfway");
      });

      expect(await failed.catch((error: Error) => error.message)).toBe("halfway");
      expect((await getOrganization(store, orgId)).name).toBe("Acme");
      await store.transact((writer) => rename(writer, "Whole"));
      expect((await getOrganization(store, orgId)).name).toBe("Whole");
    });

    test("nobody sees a transaction before it is committed", async () => {
      await using store = await engine.open();
      const orgId = await addCompany(store);

      const during = await store.transact(async (writer) => {
        await rename(writer, "Unsaid");
        return await getOrganization(store, orgId);
      });

      expect(during.name).toBe("Acme");
    });

    test("a snapshot shows one state, whatever is committed meanwhile, and others see the new one", async () => {
      await using store = await engine.open();
      const orgId = await addCompany(store);

      const names = await store.snapshot(async (reader) => {
        const first = await getOrganization(reader, orgId);
        await store.transact((writer) => rename(writer, "Later"));
        return [
          first.name,
          (await getOrganization(reader, orgId)).name,
          (await getOrganization(store, orgId)).name,
        ];
      });

      expect(names).toEqual(["Acme", "Acme", "Later"]);
    });

    test("a transaction inside a transaction is refused; after it, and from what it set off, one may begin", async () => {
      await using store = await engine.open();
      const orgId = await addCompany(store);
      const { promise: isOver, resolve: over } = Promise.withResolvers<void>();

      const { nested, later } = await store.transact(async () => ({
        nested: await store.transact(async () => null).catch((error: Error) => error.message),
        later: { started: isOver.then(() => store.transact((writer) => rename(writer, "After"))) },
      }));
      over();
      await later.started;

      expect(nested).toContain("transaction inside a transaction");
      expect((await getOrganization(store, orgId)).name).toBe("After");
    });

    test("the lock lets one transaction at a time look and then write", async () => {
      await using store = await engine.open();
      const orgId = await addCompany(store);

      await Promise.all(
        Array.from({ length: 8 }, () =>
          store.transact(async (writer) => {
            await writer.lock(orgId);
            const feedNo = (await lastNo(writer, orgId)) + 1;
            await writer.db.update(writer.tables.organization).set({ feedNo });
          }),
        ),
      );

      expect(await lastNo(store, orgId)).toBe(8);
    });

    test("rows are put whole: added, then replaced", async () => {
      await using store = await engine.open();
      const orgId = await addCompany(store);
      const article = { id: "art_1", title: "Quotes ' and \" and \\", text: "ä 👋\n", updatedAt: 1 } as const;

      await store.transact((writer) => putArticle(writer, orgId, article));
      await store.transact((writer) => putArticle(writer, orgId, { ...article, title: "New" }));

      const rows = await store.db.select().from(store.tables.article);
      expect(rows).toEqual([{ ...article, orgId, title: "New" }]);
    });

    test("a row is changed to what it is to be, null and JSON too, and its neighbour is not", async () => {
      await using store = await engine.open();
      const orgId = await addCompany(store);
      await addCompany(store);
      const { organization } = store.tables;
      const rows = await store.db.select().from(organization);
      const [neighbour, before] = rows.toSorted(({ id }) => (id === orgId ? 1 : -1));
      if (before === undefined) throw new Error("there is no company");
      const settings = { ...before.settings, privacy: { keepDays: 7 } };
      const hinted = { ...before, tokenHint: "…x", settings };

      await store.transact((writer) => writer.change(organization, [{ before, after: hinted }]));
      const after = { ...hinted, tokenHint: null };
      await store.transact((writer) => writer.change(organization, [{ before: hinted, after }]));

      expect(
        (await store.db.select().from(organization)).toSorted(({ id }) => (id === orgId ? 1 : -1)),
      ).toEqual([neighbour, after].flatMap((row) => row ?? []));
    });

    test("rows are appended once: a number taken twice is an error", async () => {
      await using store = await engine.open();
      const orgId = await addCompany(store);
      const row = {
        orgId,
        no: 1,
        at: 1,
        memberId: null,
        action: "tried",
        detail: { a: [1, "two", null, true] },
      };
      await store.transact((writer) => writer.append(writer.tables.audit, [row]));

      const again = store.transact((writer) => writer.append(writer.tables.audit, [row]));

      expect(await again.catch(() => "refused")).toBe("refused");
      expect(await store.db.select().from(store.tables.audit)).toEqual([row]);
    });

    test("a few thousand rows at once arrive", async () => {
      await using store = await engine.open();
      const orgId = await addCompany(store);
      const rows = Array.from({ length: 2_500 }, (_, i) => ({
        orgId,
        no: i + 1,
        at: i,
        memberId: null,
        action: "counted",
        detail: {},
      }));

      await store.transact((writer) => writer.append(writer.tables.audit, rows));

      expect(await store.db.select().from(store.tables.audit)).toHaveLength(rows.length);
    });

    test("among finds those that are there, and nobody in an empty list", async () => {
      await using store = await engine.open();
      const [first, second] = [await addCompany(store), await addCompany(store)];
      const { organization } = store.tables;
      const find = (ids: string[]) =>
        store.db.select({ id: organization.id }).from(organization).where(store.among(organization.id, ids));

      expect((await find([first, "org_nobody"])).map(({ id }) => id)).toEqual([first]);
      expect(await find([first, second])).toHaveLength(2);
      expect(await find([])).toEqual([]);
    });

    test("a reference across organizations is impossible", async () => {
      await using store = await engine.open();
      const [ours, theirs] = [await addCompany(store), await addCompany(store)];
      const stranger = await addPerson(store, theirs, "Ada");
      const presence = {
        orgId: ours,
        memberId: stranger.id,
        instanceId: "ins_1",
        connectedAt: 1,
        goneAt: null,
      };

      const across = store.transact((writer) => writer.append(writer.tables.presence, [presence]));

      expect(await across.catch(() => "refused")).toBe("refused");
    });

    test("the clock is the one it was opened with, inside and outside transactions", async () => {
      await using store = await engine.open({ now: () => 42 });

      expect(await store.now()).toBe(42);
      expect(await store.transact((writer) => writer.now())).toBe(42);
      expect(await store.snapshot((reader) => reader.now())).toBe(42);
    });

    test("without one, time is in whole milliseconds and goes on", async () => {
      await using store = await engine.open();

      const [first, second] = [await store.now(), await store.now()];

      expect(Number.isSafeInteger(first)).toBe(true);
      expect(second).toBeGreaterThanOrEqual(first);
      expect(Math.abs(first - Date.now())).toBeLessThan(60_000);
    });

    test("it says whether it takes writes", async () => {
      await using store = await engine.open();

      expect(await store.ready()).toBe(true);
    });

    test("closing lets a running transaction finish", async () => {
      await using place = await engine.place();
      const first = await place.open();
      const orgId = await addCompany(first);
      const { promise: isClosing, resolve: closing } = Promise.withResolvers<void>();
      const working = first.transact(async (writer) => {
        await isClosing;
        await rename(writer, "Finished");
      });
      const { promise: isRunning, resolve: running } = Promise.withResolvers<void>();
      setImmediate(running);
      await isRunning;

      const closed = first.close();
      closing();
      await Promise.all([working, closed]);

      await using second = await place.open();
      expect((await getOrganization(second, orgId)).name).toBe("Finished");
    });

    test("what was written is there after closing and opening again", async () => {
      await using place = await engine.place();
      const first = await place.open();
      await addCompany(first);
      await first.close();

      await using second = await place.open();

      expect(await hasOrganization(second)).toBe(true);
    });
  });
}

async function refusal(opening: Promise<Store>): Promise<string> {
  return opening.then(
    () => "opened",
    (error: Error) => error.message,
  );
}

describe("the SQLite file", () => {
  test("belongs to one process: a second one is turned away by one clear line", async () => {
    const folder = mkdtempSync(join(tmpdir(), "switchboard-"));
    const file = join(folder, "a.db");
    await using holder = await openSqlite(file);
    const script = `const { openSqlite } = await import(${JSON.stringify(`${import.meta.dir}/dialects/sqlite.ts`)});
      await openSqlite(${JSON.stringify(file)}).then(() => console.log("opened"), (e) => console.log(e.message));`;

    const other = Bun.spawn([process.execPath, "-e", script], { stdout: "pipe" });

    expect(await holder.ready()).toBe(true);
    expect(await refusal(openSqlite(file))).toBe(
      `The database ${file} is in use by another process. Stop that one first; several need Postgres (DATABASE_URL).`,
    );
    expect((await new Response(other.stdout).text()).trim()).toBe(
      `The database ${file} is in use by another process. Stop that one first; several need Postgres (DATABASE_URL).`,
    );
    rmSync(folder, { recursive: true });
  });

  test("is one file by whatever path it is named: a link to it, to its folder, a detour", async () => {
    const folder = mkdtempSync(join(tmpdir(), "switchboard-"));
    const file = join(folder, "a.db");
    await using holder = await openSqlite(file);
    expect(await holder.ready()).toBe(true);
    mkdirSync(join(folder, "elsewhere"));
    symlinkSync(file, join(folder, "elsewhere", "b.db"));
    symlinkSync(folder, join(folder, "elsewhere", "folder"));

    for (const path of [
      join(folder, "elsewhere", "b.db"),
      join(folder, "elsewhere", "folder", "a.db"),
      `${folder}/elsewhere/../a.db`,
      relative(process.cwd(), file),
    ])
      expect(await refusal(openSqlite(path))).toStartWith(
        `The database ${path} is in use by another process.`,
      );
    rmSync(folder, { recursive: true });
  });

  test("is free again as soon as its process is killed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "switchboard-"));
    const file = join(folder, "a.db");
    // It ends by itself with whoever started it.
    const script = `await (await import("${import.meta.dir}/dialects/sqlite.ts")).openSqlite("${file}"); console.log("open"); await Bun.stdin.text();`;
    const other = Bun.spawn([process.execPath, "-e", script], { stdin: "pipe", stdout: "pipe" });
    await other.stdout.getReader().read();
    expect(await refusal(openSqlite(file))).toContain("in use by another process");

    other.kill("SIGKILL");
    await other.exited;

    await using store = await openSqlite(file);
    expect(await store.ready()).toBe(true);
    rmSync(folder, { recursive: true });
  });

  test("can be read by its owner only, with its companions", async () => {
    const folder = mkdtempSync(join(tmpdir(), "switchboard-"));
    await using store = await openSqlite(join(folder, "a.db"));
    await addCompany(store);

    const modes = readdirSync(folder)
      .filter((name) => !name.endsWith(".lock"))
      .map((name) => statSync(join(folder, name)).mode & PERMISSIONS);

    expect(modes).toEqual([OWNER_ONLY, OWNER_ONLY, OWNER_ONLY]);
    rmSync(folder, { recursive: true });
  });

  test("is left alone by a row that is put as it is there, and says whether anything was written", async () => {
    const folder = mkdtempSync(join(tmpdir(), "switchboard-"));
    await using store = await openSqlite(join(folder, "a.db"));
    const orgId = await addCompany(store);
    const article = { id: "art_1", title: "One", text: "…", updatedAt: 1 } as const;
    const stampAfter = (title: string) =>
      store.transact(async (writer) => {
        await writer.put(writer.tables.article, [{ ...article, orgId, title }]);
        return writer.stamp();
      });

    const [one, again, other] = [await stampAfter("One"), await stampAfter("One"), await stampAfter("Two")];

    expect(again).toBe(one);
    expect(other).not.toBe(one);
    rmSync(folder, { recursive: true });
  });

  test("is read over connections that cannot write", async () => {
    const folder = mkdtempSync(join(tmpdir(), "switchboard-"));
    await using store = await openSqlite(join(folder, "a.db"));
    await addCompany(store);
    const sneaky = store.db as Writer["db"];

    const written = (async () => sneaky.delete(store.tables.organization))();

    expect(await written.catch((error: Error) => `${error.message} ${String(error.cause)}`)).toContain(
      "readonly",
    );
    rmSync(folder, { recursive: true });
  });

  test("is written with every commit on disk before it is acknowledged", async () => {
    const folder = mkdtempSync(join(tmpdir(), "switchboard-"));
    const file = join(folder, "a.db");
    await using store = await openSqlite(file);

    const [row] = await store.transact(({ db }) =>
      db.select({ synchronous: sql<number>`synchronous` }).from(sql`pragma_synchronous`),
    );
    const mode = new Database(file, { readonly: true }).query("pragma journal_mode").get();

    expect(row).toEqual({ synchronous: 2 });
    expect(mode).toEqual({ journal_mode: "wal" });
    rmSync(folder, { recursive: true });
  });
});

describe("the Postgres database", () => {
  const postgres = ENGINES.find(({ name }) => name === "postgres");
  if (postgres === undefined) throw new Error("no Postgres to test on");

  test("stores JSON as JSON, not as a string of JSON", async () => {
    await using store = await postgres.open();
    const orgId = await addCompany(store);
    const { organization, audit } = store.tables;
    const row = { orgId, no: 1, at: 1, memberId: null, action: "tried", detail: ["an array"] };
    await store.transact((writer) => writer.append(audit, [row]));

    const [settings] = await store.db
      .select({ kind: sql<string>`jsonb_typeof(${organization.settings})` })
      .from(organization)
      .where(eq(organization.id, orgId));
    const [detail] = await store.db.select({ kind: sql<string>`jsonb_typeof(${audit.detail})` }).from(audit);

    expect([settings?.kind, detail?.kind]).toEqual(["object", "array"]);
  });
});
