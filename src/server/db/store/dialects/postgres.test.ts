import { describe, expect, test } from "bun:test";
import { eq, sql } from "drizzle-orm";
import type { OrgId } from "#domain/model/ids.ts";
import { POSTGRES } from "../../testing/engines.ts";
import { addOrganization } from "../../testing/add-organization.ts";

describe("the Postgres database", () => {
  test("stores JSON as JSON, not as a string of JSON", async () => {
    await using store = await POSTGRES.open();
    const orgId = await addOrganization(store);
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

  test("runs a transaction again that Postgres ended because two waited for each other", async () => {
    await using store = await POSTGRES.open();
    const [one, other] = [await addOrganization(store), await addOrganization(store)];
    const { promise: bothHold, resolve } = Promise.withResolvers<void>();
    let holding = 0;
    const lockBoth = (first: OrgId, second: OrgId) =>
      store.transact(async (writer) => {
        await writer.lock(first);
        holding += 1;
        if (holding === 2) resolve();
        await bothHold;
        await writer.lock(second);
        return "done";
      });

    expect(await Promise.all([lockBoth(one, other), lockBoth(other, one)])).toEqual(["done", "done"]);
  });
});
