import { describe, expect, test } from "bun:test";
import type { PgTable } from "drizzle-orm/pg-core";
import { decideEraseOrganization } from "#domain/privacy/erase-organization.ts";
import { listExpiredSessions } from "../conversations/overdue-sessions.ts";
import type { Store } from "../store/store.ts";
import { addMemberWithAccount } from "../testing/add-member-with-account.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { ENGINES } from "../testing/engines.ts";
import { messageCommand, openCommand } from "../testing/sample-commands.ts";
import { createTestRecorder } from "../testing/test-recorder.ts";
import { eraseOrganizationPortion, listErasedOrganizations } from "./erase-organization-rows.ts";
import { ROWS_A_PORTION } from "./erased-sessions.ts";

const CUSTOMERS = 120;
const MESSAGES = 5;
const NEVER = 10_000_000_000_000;

async function countRows(store: Store): Promise<number> {
  let rows = 0;
  for (const table of Object.values<PgTable>(store.tables))
    rows += (await store.db.select().from(table)).length;
  return rows;
}

/** Creates a company of which every chat is open, and erases it. */
async function erasedOrganization(store: Store) {
  const record = createTestRecorder(store);
  const orgId = await addOrganization(store);
  await addMemberWithAccount(store, orgId, "Ana", { role: "admin" });
  const names = Array.from({ length: CUSTOMERS }, (_, at) => `kim${at}`);
  const opened = await Promise.all(names.map((name) => record(orgId, openCommand(name, orgId))));
  const texts = Array.from({ length: MESSAGES }, (_, at) => `message ${at}`);
  await Promise.all(
    opened.flatMap(({ result }) => texts.map((text) => record(orgId, messageCommand(result, text)))),
  );
  await record(orgId, { needs: {}, decide: (scene) => decideEraseOrganization(scene, "Acme") });
  return orgId;
}

for (const engine of ENGINES) {
  describe(`on ${engine.name}, an erased company`, () => {
    test("is deleted in portions, its own row last", async () => {
      await using store = await engine.open();
      const orgId = await erasedOrganization(store);
      const counts = [await countRows(store)];
      expect(counts[0]).toBeGreaterThan(CUSTOMERS * (MESSAGES + 3));

      while ((await store.transact((writer) => eraseOrganizationPortion(writer, orgId, 0))) === "more")
        counts.push(await countRows(store));
      const { db, tables } = store;
      expect(await listErasedOrganizations(store)).toMatchObject([{ id: orgId }]);
      expect(await db.select().from(tables.fact)).toMatchObject([{ fact: { kind: "organization-erased" } }]);
      while ((await store.transact((writer) => eraseOrganizationPortion(writer, orgId, NEVER))) === "more")
        counts.push(await countRows(store));

      const portions = counts.slice(1).map((count, at) => (counts[at] ?? 0) - count);
      expect(Math.max(...portions)).toBeLessThanOrEqual(ROWS_A_PORTION);
      expect(await db.select().from(tables.organization)).toEqual([]);
      expect(await db.select().from(tables.users)).toEqual([]);
    });

    test("has no sessions that are due, though they stay as they were until they are deleted", async () => {
      await using store = await engine.open();
      await erasedOrganization(store);

      expect(await listExpiredSessions(store, NEVER, 10)).toEqual([]);
      expect(
        (await store.db.select().from(store.tables.session)).every(({ endedAt }) => endedAt === null),
      ).toBe(true);
    });
  });
}
