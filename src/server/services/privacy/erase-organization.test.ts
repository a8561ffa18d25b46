import { describe, expect, test } from "bun:test";
import { dirname } from "node:path";
import { eq } from "drizzle-orm";
import type { OrgId } from "#domain/model/ids.ts";
import { countCopiesInFiles, sqliteFileOf } from "../../db/testing/sqlite-file-bytes.ts";
import { allRowsAsText } from "../../db/testing/all-rows-as-text.ts";
import { tablesContaining } from "../../db/testing/tables-containing.ts";
import { ENGINES, SQLITE } from "../../db/testing/engines.ts";
import { RawWebSocketClient } from "../../http/testing/raw-websocket-client.ts";
import { openTwoOrganizations } from "../../testing/access-matrix/two-organizations.ts";
import { type Client, until } from "../../testing/test-server.ts";
import type { Store } from "../../db/store/store.ts";
import { removeErasedOrganizations } from "./erase-organization.ts";

const PATIENCE = 60_000;
const UNAUTHORIZED = 4401;

/** Erases the company. The member who does it is signed out as well, perhaps before the response arrives. */
async function erase(admin: Client, name: string): Promise<void> {
  await admin.privacy.eraseCompany.mutate({ name }).catch(() => {});
}

/** Waits until all their disconnections are recorded. */
async function shownOut({ db, tables: { presence } }: Store, orgId: OrgId): Promise<void> {
  await until(async () => {
    const rows = await db.select().from(presence).where(eq(presence.orgId, orgId));
    return rows.every(({ goneAt }) => goneAt !== null);
  });
}

for (const engine of ENGINES) {
  describe(`on ${engine.name}, a company that is erased`, () => {
    test(
      "is shut at once, everybody in it is shown out, and then nothing is left of it; the other one stays whole",
      async () => {
        await using both = await openTwoOrganizations(await engine.open());
        const { here, elsewhere, world } = both;
        const { services } = world.composition;
        const admin = await world.member(here.admin.email);
        const other = await world.member(elsewhere.admin.email);
        const cookie = await world.signIn(here.agent.email);
        const address = `${world.origin.replace("http", "ws")}/trpc`;
        await using agent = new RawWebSocketClient(address, { origin: world.origin, cookie });
        await using widget = new RawWebSocketClient(`${address}?connectionParams=1`, {
          origin: world.origin,
        });
        await until(() => agent.status === 101 && widget.status === 101);
        const { widgetKey } = here;
        widget.send(
          JSON.stringify({
            method: "connectionParams",
            data: { widgetKey, token: here.visitor.token },
          }),
        );
        const greeting = {
          id: 1,
          method: "subscription",
          params: { path: "session.watchPublic", input: {} },
        };
        widget.send(JSON.stringify(greeting));
        await until(() => widget.texts.length > 1);
        const { companyName } = await admin.agent.me.query();
        const mine = await other.agent.inbox.query();

        const another = { name: "Another" };
        expect(await admin.privacy.eraseCompany.mutate(another)).toEqual({ isErased: false });
        expect(await admin.agent.me.query()).toMatchObject({ companyName });
        await erase(admin, companyName);

        await until(() => agent.closeCode === UNAUTHORIZED && widget.closeCode === UNAUTHORIZED);
        await expect(world.signIn(here.admin.email)).rejects.toThrow("401");
        const settings = await fetch(`${world.origin}/widget/${widgetKey}/settings.json`);
        expect(settings.status).toBe(404);
        await shownOut(services.store, here.orgId);
        await removeErasedOrganizations(services, { lingersMs: -PATIENCE });
        for (const word of [here.orgId, here.admin.email, here.agent.memberId, here.visitor.customerId])
          expect([word, await tablesContaining(services.store, word)]).toEqual([word, []]);
        expect((await other.agent.inbox.query()).cards).toEqual(mine.cards);
        expect(await tablesContaining(services.store, elsewhere.admin.email)).toEqual(["member", "users"]);
      },
      PATIENCE,
    );

    test(
      "keeps its last row until others have had time to hear of it, and goes on where a crash stopped it",
      async () => {
        await using both = await openTwoOrganizations(await engine.open());
        const { here, world } = both;
        const { store } = world.composition;
        const admin = await world.member(here.admin.email);
        const { companyName } = await admin.agent.me.query();
        await erase(admin, companyName);

        await shownOut(store, here.orgId);
        await removeErasedOrganizations(world.composition.services);
        const { organization, session } = store.tables;
        const left = await store.db.select().from(organization).where(eq(organization.id, here.orgId));
        expect(left).toHaveLength(1);
        expect(await store.db.select().from(session).where(eq(session.orgId, here.orgId))).toEqual([]);

        await removeErasedOrganizations(world.composition.services, { lingersMs: -PATIENCE });
        expect(await allRowsAsText(store)).not.toContain(here.orgId);
      },
      PATIENCE,
    );
  });
}

test("of a company that is erased no byte is left in a SQLite file or its log after the wipe", async () => {
  await using both = await openTwoOrganizations(await SQLITE.open());
  const { here, elsewhere, world } = both;
  const { store, services } = world.composition;
  const folder = dirname(sqliteFileOf(store));
  const admin = await world.member(here.admin.email);
  const { companyName } = await admin.agent.me.query();
  const words = [here.admin.email, here.agent.email, here.visitor.customerId, here.orgId, companyName];
  for (const word of words) expect(countCopiesInFiles(folder, word)).toBeGreaterThan(0);

  await erase(admin, companyName);
  await shownOut(store, here.orgId);
  await removeErasedOrganizations(services, { lingersMs: -PATIENCE });
  expect(await store.wipe({ mayHold: true })).toBe(true);

  for (const word of words) expect([word, countCopiesInFiles(folder, word)]).toEqual([word, 0]);
  expect(countCopiesInFiles(folder, elsewhere.admin.email)).toBeGreaterThan(0);
});
