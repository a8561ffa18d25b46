import { describe, expect, test } from "bun:test";
import { eq } from "drizzle-orm";
import { beginSecondStep } from "../db/auth/second-steps.ts";
import { addMemberWithAccount } from "../db/testing/add-member-with-account.ts";
import { addOrganization } from "../db/testing/add-organization.ts";
import { ENGINES } from "../db/testing/engines.ts";
import type { Store } from "../db/store/store.ts";
import { deriveKeys } from "../security/derived-keys.ts";
import { botTokenContext, secondStepContext } from "../security/vault.ts";
import { secretFileWarnings, secretWarnings } from "./secret-warnings.ts";

const [OLD, NEW] = ["old-q2N8vX0sT5bLr7YkW1eZ4cHd9mGfUjPa", "new-q2N8vX0sT5bLr7YkW1eZ4cHd9mGfUjPa"];

async function storeToken(store: Store, secret: string): Promise<void> {
  const orgId = await addOrganization(store);
  const sealedToken = deriveKeys([secret]).seal("sk-live", botTokenContext(orgId));
  await store.transact(async ({ db, tables: { organization } }) => {
    await db.update(organization).set({ sealedToken });
  });
}

/** A company whose chatbot's token is sealed with this secret. */
async function addCompanyWithToken(store: Store, secret: string): Promise<void> {
  const orgId = await addOrganization(store);
  const sealedToken = deriveKeys([secret]).seal("sk-live", botTokenContext(orgId));
  const { organization } = store.tables;
  await store.transact(({ db }) =>
    db.update(organization).set({ sealedToken }).where(eq(organization.id, orgId)),
  );
}

/** A member whose second step is sealed with this secret. */
async function addSecondStep(store: Store, secret: string): Promise<void> {
  const { member } = store.tables;
  const { id } = await addMemberWithAccount(store, await addOrganization(store), "Ana");
  const [row] = await store.db.select({ userId: member.userId }).from(member).where(eq(member.id, id));
  const userId = row?.userId ?? "";
  const sealedSecret = deriveKeys([secret]).seal("GEZDGNBV", secondStepContext(userId));
  await store.transact((writer) => beginSecondStep(writer, { userId, sealedSecret, createdAt: 1 }));
}

describe.each(ENGINES)("on $name, a start", (engine) => {
  test("says nothing of the secret it had before, nor of a first one, nor of a new one in front of it", async () => {
    await using store = await engine.open();
    await storeToken(store, OLD);

    expect(await secretWarnings(store, deriveKeys([OLD]))).toEqual([]);
    expect(await secretWarnings(store, deriveKeys([OLD]))).toEqual([]);
    expect(await secretWarnings(store, deriveKeys([NEW, OLD]))).toEqual([]);
  });

  test("says at every start what another secret does not decrypt, and how to mend it", async () => {
    await using store = await engine.open();
    await storeToken(store, OLD);
    await secretWarnings(store, deriveKeys([OLD]));

    for (let start = 0; start < 2; start += 1) {
      const [line, ...others] = await secretWarnings(store, deriveKeys([NEW]));
      expect(line).toContain("APP_SECRET does not decrypt 1 chatbot token of this database");
      expect(line).toContain("APP_SECRET=NEW,OLD");
      expect(line).not.toContain(NEW);
      expect(others).toEqual([]);
    }
  });

  test("says once that the secret is another one where nothing is encrypted", async () => {
    await using store = await engine.open();
    await secretWarnings(store, deriveKeys([OLD]));

    expect(await secretWarnings(store, deriveKeys([NEW]))).toEqual([
      expect.stringContaining("is not the one of the last start"),
    ]);
    expect(await secretWarnings(store, deriveKeys([NEW]))).toEqual([]);
  });

  test.each([
    [1, 0, "1 chatbot token of"],
    [2, 0, "2 chatbot tokens of"],
    [0, 1, "1 second step of"],
    [0, 2, "2 second steps of"],
    [2, 1, "2 chatbot tokens and 1 second step of"],
  ])("counts what is lost: %i tokens, %i second steps", async (tokens, steps, expected) => {
    await using store = await engine.open();
    for (let n = 0; n < tokens; n += 1) await addCompanyWithToken(store, OLD);
    for (let n = 0; n < steps; n += 1) await addSecondStep(store, OLD);
    await addSecondStep(store, NEW);

    expect(await secretWarnings(store, deriveKeys([NEW]))).toEqual([expect.stringContaining(expected)]);
  });

  test("leaves nothing in the database that leads to the secret", async () => {
    await using store = await engine.open();
    await secretWarnings(store, deriveKeys([OLD]));
    const [row] = await store.db.select().from(store.tables.deployment);

    expect(row?.secretMark).toMatch(/^[0-9a-f]{10}$/);
  });
});

test("a poor secret that somebody wrote into the file is named", () => {
  expect(secretFileWarnings([OLD], "/data")).toEqual([]);
  expect(secretFileWarnings(["secretsecretsecretsecretsecretsecret", OLD], "/data")).toEqual([
    expect.stringContaining("DATA_DIR /data is not random"),
  ]);
});
