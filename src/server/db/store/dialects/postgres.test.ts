import { describe, expect, test } from "bun:test";
import { eq, sql } from "drizzle-orm";
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
});
