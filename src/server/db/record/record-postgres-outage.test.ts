import { describe, expect, test } from "bun:test";
import { SQL } from "bun";
import type { NumberedFact } from "#domain/model/fact.ts";
import { DatabaseUnavailable } from "../store/database-unavailable.ts";
import { openPostgres } from "../store/dialects/postgres.ts";
import { createOutages } from "../store/dialects/postgres-outage.ts";
import { readFeed } from "../conversations/feed.ts";
import { getOrganization } from "../settings/organizations.ts";
import { POSTGRES } from "../testing/engines.ts";
import { openCommand, messageCommand } from "../testing/sample-commands.ts";
import { openCuttingProxy } from "../testing/connection-cutting-proxy.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { createTestRecorder } from "../testing/test-recorder.ts";

/** Ends every connection to a database but our own. */
async function cutAll(admin: SQL): Promise<void> {
  await admin`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
}

describe("a Postgres that goes away", () => {
  for (const cut of ["before the commit", "after the commit"] as const) {
    test(`${cut}, between its doing and its saying so: recorded once, answered once, told once`, async () => {
      await using db = await POSTGRES.place();
      await using proxy = openCuttingProxy(db.databaseUrl);
      await using store = await openPostgres(proxy.url);
      const orgId = await addOrganization(store);
      const told: NumberedFact[] = [];
      const record = createTestRecorder(store, (_, facts) => void told.push(...facts));

      for (let i = 0; i < 20; i += 1) {
        proxy.arm(cut);
        const { facts } = await record(orgId, openCommand(`c${i}`));

        expect(proxy.cuts()).toBe(i + 1);
        expect(await readFeed(store, orgId, (facts[0]?.no ?? 0) - 1, 100)).toEqual([...facts]);
      }

      // Commands without a client id were not run twice either.
      expect((await readFeed(store, orgId, 0, 1_000)).map(({ no }) => no)).toEqual(told.map(({ no }) => no));
    }, 60_000);
  }

  test("again and again under load loses nothing that was acknowledged, and doubles nothing", async () => {
    await using db = await POSTGRES.place();
    await using store = await openPostgres(db.databaseUrl);
    const admin = new SQL(db.databaseUrl, { max: 1 });
    const orgId = await addOrganization(store);
    const record = createTestRecorder(store);
    const { result: sessionId } = await record(orgId, openCommand("ada"));
    const acknowledged: string[] = [];
    const MESSAGES = 200;
    const CUTS = 20;

    const cutting = (async () => {
      for (let i = 0; i < CUTS; i += 1) {
        while (acknowledged.length < (i * MESSAGES) / CUTS) await Bun.sleep(1);
        await cutAll(admin);
      }
    })();
    const writers = Array.from({ length: 10 }, async (_, writer) => {
      for (let i = 0; i < 20; i += 1) {
        const text = `${writer}.${i}`;
        await record(orgId, messageCommand(sessionId, text));
        acknowledged.push(text);
        await getOrganization(store, orgId);
      }
    });
    await Promise.all(writers);
    await cutting;
    await admin.close();

    const said = (await readFeed(store, orgId, 0, 10_000)).flatMap(({ fact }) =>
      fact.kind === "message-posted" && fact.message.author.kind === "customer" ? [fact.message.text] : [],
    );
    expect(said.toSorted()).toEqual(acknowledged.toSorted());
  }, 120_000);

  test("does not wait for a machine that falls asleep in a write: the others write on, and it writes when it wakes", async () => {
    await using db = await POSTGRES.place();
    await using sleeper = await openPostgres(db.databaseUrl, { lyingStillMs: 100 });
    await using awake = await openPostgres(db.databaseUrl);
    const orgId = await addOrganization(awake);
    const asleep = Promise.withResolvers<void>();
    const woken = Promise.withResolvers<void>();

    const written = sleeper.transact(async (writer) => {
      await writer.lock(orgId);
      asleep.resolve();
      await woken.promise;
      return (await getOrganization(writer, orgId)).id;
    });
    await asleep.promise;
    const { result: sessionId } = await createTestRecorder(awake)(orgId, openCommand("ada"));
    woken.resolve();

    expect(sessionId).toStartWith("ses_");
    expect(await written).toBe(orgId);
  });

  test("for good is said so after a while, as something to try again, and is no other error", async () => {
    await using db = await POSTGRES.place();
    await using store = await openPostgres(db.databaseUrl);
    const { outlast, end } = createOutages(100);
    const nobody = new SQL("postgres://postgres@127.0.0.1:1/none", { max: 1, connectionTimeout: 1 });

    const asked = outlast(async () => await nobody`select 1`);

    await expect(asked).rejects.toBeInstanceOf(DatabaseUnavailable);
    await expect(outlast(() => store.transact(() => Promise.reject(new Error("ours"))))).rejects.toThrow(
      "ours",
    );
    end();
    await expect(outlast(async () => await nobody`select 1`)).rejects.not.toBeInstanceOf(DatabaseUnavailable);
  });
});
