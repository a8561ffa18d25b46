import { describe, expect, test } from "bun:test";
import { articleToRow } from "../knowledge/article-rows.ts";
import { newArticle } from "../testing/new-article.ts";
import { lastFactNo } from "../conversations/feed.ts";
import { getOrganization, hasOrganization } from "../settings/organizations.ts";
import type { Writer } from "./store.ts";
import { ENGINES } from "../testing/engines.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { addMemberWithAccount } from "../testing/add-member-with-account.ts";

function rename({ db, tables: { organization } }: Writer, name: string) {
  return db.update(organization).set({ name });
}

for (const engine of ENGINES) {
  describe(`the store on ${engine.name}`, () => {
    test("what a failing transaction wrote is gone, and the next one works", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store);

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
      const orgId = await addOrganization(store);

      const during = await store.transact(async (writer) => {
        await rename(writer, "Unsaid");
        return await getOrganization(store, orgId);
      });

      expect(during.name).toBe("Acme");
    });

    test("a snapshot shows one state, whatever is committed meanwhile, and others see the new one", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store);

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
      const orgId = await addOrganization(store);
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
      const orgId = await addOrganization(store);

      await Promise.all(
        Array.from({ length: 8 }, () =>
          store.transact(async (writer) => {
            await writer.lock(orgId);
            const feedNo = (await lastFactNo(writer, orgId)) + 1;
            await writer.db.update(writer.tables.organization).set({ feedNo });
          }),
        ),
      );

      expect(await lastFactNo(store, orgId)).toBe(8);
    });

    test("rows are put whole: added, then replaced", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store);
      const article = newArticle("art_1", { title: "Quotes ' and \" and \\", text: "ä 👋\n" });
      const [old, renamed] = [article, { ...article, title: "New" }].map((one) =>
        articleToRow(orgId, one, 0),
      );
      if (old === undefined || renamed === undefined) throw new Error("there are two rows");

      await store.transact(({ put, tables }) => put(tables.article, [old]));
      await store.transact(({ put, tables }) => put(tables.article, [renamed]));

      const rows = await store.db.select().from(store.tables.article);
      expect(rows).toEqual([renamed]);
    });

    test("a row is changed to what it is to be, null and JSON too, and its neighbour is not", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store);
      await addOrganization(store);
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
      const orgId = await addOrganization(store);
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
      const orgId = await addOrganization(store);
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
      const [first, second] = [await addOrganization(store), await addOrganization(store)];
      const { organization } = store.tables;
      const find = (ids: string[]) =>
        store.db.select({ id: organization.id }).from(organization).where(store.among(organization.id, ids));

      expect((await find([first, "org_nobody"])).map(({ id }) => id)).toEqual([first]);
      expect(await find([first, second])).toHaveLength(2);
      expect(await find([])).toEqual([]);
    });

    test("a reference across organizations is impossible", async () => {
      await using store = await engine.open();
      const [ours, theirs] = [await addOrganization(store), await addOrganization(store)];
      const stranger = await addMemberWithAccount(store, theirs, "Ada");
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

    test("is ready only after it has written something, and something large where the database is a file", async () => {
      const clock = { at: 1_000 };
      await using store = await engine.open({ now: () => clock.at });
      const tried = async () => (await store.db.select().from(store.tables.deployment))[0];
      expect(await store.ready()).toBe(true);
      expect(await tried()).toMatchObject({ triedAt: 1_000 });

      clock.at = 2_000;
      expect(await store.ready()).toBe(true);
      expect(await tried()).toMatchObject({ triedAt: 2_000 });
      if (store.dialect === "sqlite") expect((await tried())?.padding?.length).toBeGreaterThan(50_000);
    });

    test("it says whether it takes writes", async () => {
      await using store = await engine.open();

      expect(await store.ready()).toBe(true);
    });

    test("closing lets a running transaction finish", async () => {
      await using place = await engine.place();
      const first = await place.open();
      const orgId = await addOrganization(first);
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
      await addOrganization(first);
      await first.close();

      await using second = await place.open();

      expect(await hasOrganization(second)).toBe(true);
    });
  });
}
