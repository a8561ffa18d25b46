import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import type { OrgId } from "#domain/model/ids.ts";
import { advice, expectListed } from "../../../test/advice.ts";
import { beginSecondStep } from "../db/auth/second-steps.ts";
import { openSqlite } from "../db/store/dialects/sqlite.ts";
import type { Store } from "../db/store/store.ts";
import { addOrganization } from "../db/testing/add-organization.ts";
import { addMemberWithAccount } from "../db/testing/add-member-with-account.ts";
import { ENGINES } from "../db/testing/engines.ts";
import { resealSecrets } from "./reseal-secrets.ts";
import { deriveKeys, type DerivedKeys } from "../security/derived-keys.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import * as vault from "../security/vault.ts";
import { botTokenContext, secondStepContext } from "../security/vault.ts";

const OLDEST = "oldest-q2N8vX0sT5bLr7YkW1eZ4cHd9mGfUjPa";
const OLD = "old-q2N8vX0sT5bLr7YkW1eZ4cHd9mGfUjPa";
const NEW = "new-q2N8vX0sT5bLr7YkW1eZ4cHd9mGfUjPa";
const before = deriveKeys([OLD]);
const both = deriveKeys([NEW, OLD]);
const after = deriveKeys([NEW]);

/** Creates a company with a chatbot's token, and a member with a second step, sealed by `secrets`. */
async function addSealed(store: Store, secrets: DerivedKeys) {
  const orgId = await addOrganization(store);
  const { id } = await addMemberWithAccount(store, orgId, "Ana");
  const [row] = await store.db
    .select({ userId: store.tables.member.userId })
    .from(store.tables.member)
    .where(eq(store.tables.member.id, id));
  const userId = row?.userId ?? "";
  await store.transact((writer) =>
    beginSecondStep(writer, {
      userId,
      sealedSecret: secrets.seal("GEZDGNBV", secondStepContext(userId)),
      createdAt: 1,
    }),
  );
  await setToken(store, orgId, secrets.seal("sk-1", botTokenContext(orgId)));
  return { orgId, userId };
}

async function setToken(store: Store, orgId: OrgId, sealedToken: string): Promise<void> {
  const { organization } = store.tables;
  await store.transact(({ db }) =>
    db.update(organization).set({ sealedToken }).where(eq(organization.id, orgId)),
  );
}

/** The secrets of the database, decrypted with `secrets`. */
async function opened({ db, tables: { organization, secondStep } }: Store, secrets: DerivedKeys) {
  const tokens = await db
    .select({ id: organization.id, sealed: organization.sealedToken })
    .from(organization);
  const steps = await db.select({ id: secondStep.userId, sealed: secondStep.sealedSecret }).from(secondStep);
  return [
    ...tokens.map(({ id, sealed }) => (sealed === null ? null : secrets.open(sealed, botTokenContext(id)))),
    ...steps.map(({ id, sealed }) => secrets.open(sealed, secondStepContext(id))),
  ];
}

describe.each(ENGINES)("sealing anew on $name", (engine) => {
  test("leaves nothing that the old secret is needed for, and finds nothing to do a second time", async () => {
    await using store = await engine.open();
    for (let n = 0; n < 3; n += 1) await addSealed(store, before);
    await addOrganization(store);

    expect(await resealSecrets(store, both, 2)).toEqual({ renewed: 6, current: 0, unopened: [] });

    const read = await opened(store, after);
    expect(read.filter((text) => text === "sk-1")).toHaveLength(3);
    expect(read.filter((text) => text === "GEZDGNBV")).toHaveLength(3);
    expect(await resealSecrets(store, both, 2)).toEqual({ renewed: 0, current: 6, unopened: [] });
  });

  test("goes on where it was broken off", async () => {
    await using store = await engine.open();
    await addSealed(store, before);
    await addSealed(store, both);

    expect(await resealSecrets(store, both)).toEqual({ renewed: 2, current: 2, unopened: [] });
  });

  test("names what none of the secrets opens, and leaves it as it is", async () => {
    await using store = await engine.open();
    const lost = deriveKeys([OLDEST]);
    const { orgId, userId } = await addSealed(store, lost);
    await addSealed(store, before);

    const { renewed, unopened } = await resealSecrets(store, both);

    expect(renewed).toBe(2);
    expect(unopened).toEqual([
      { kind: "chatbot-token", owner: orgId },
      { kind: "second-step", owner: userId },
    ]);
    expect((await opened(store, lost)).filter((text) => text !== null)).toHaveLength(2);
  });

  test("does not take back what a running server has changed meanwhile", async () => {
    await using store = await engine.open();
    const { orgId } = await addSealed(store, before);
    let isChanged = false;
    const busy: Store = {
      ...store,
      async transact(work) {
        if (!isChanged) await setToken(store, orgId, both.seal("sk-2", botTokenContext(orgId)));
        isChanged = true;
        return store.transact(work);
      },
    };

    expect(await resealSecrets(busy, both)).toEqual({ renewed: 1, current: 1, unopened: [] });

    expect(await opened(store, after)).toContain("sk-2");
  });
});

test("the command does it beside a server that has the file, says what it did, and fails for what it cannot open", async () => {
  using folder = temporaryFolder();
  const dataDir = folder.path;
  await using store = await openSqlite(join(dataDir, "switchboard.db"));
  await addSealed(store, before);
  const run = async (secrets: string) => {
    const command = Bun.spawn([process.execPath, `${import.meta.dir}/commands/rotate-keys.ts`], {
      env: { PATH: process.env["PATH"] ?? "", DATA_DIR: dataDir, APP_SECRET: secrets },
      stderr: "pipe",
    });
    const printed = (await new Response(command.stdout).text()) + (await new Response(command.stderr).text());
    return { code: await command.exited, printed };
  };

  const refused = await run("short");
  expect([refused.code, refused.printed]).toEqual([1, expect.stringMatching(/^APP_SECRET must be .*\n$/)]);
  const failed = await run(`${NEW},${OLDEST}`);
  expect(failed.code).toBe(1);
  expect(failed.printed).toMatch(/not decrypted, left unchanged: the chatbot's token of org_/);
  const done = await run(`${NEW},${OLD}`);
  expect(done.printed).toContain("resealed with the newest secret: 2");
  expect(done.code).toBe(0);

  expect(await opened(store, after)).toEqual(["sk-1", "GEZDGNBV"]);
});

test("keys:rotate opens every context that something is sealed in", async () => {
  const code = await Bun.file(join(import.meta.dir, "reseal-secrets.ts")).text();
  const contexts = Object.keys(vault).filter((name) => name.endsWith("Context"));

  const fix = advice`What is sealed in these would be left behind by keys:rotate. Store it in a column whose name begins with “sealed”, read that in ${"src/server/db/security/sealed-secrets.ts"}, and give its kind this context in ${"src/server/startup/reseal-secrets.ts"}.`;
  expect(contexts).toContain("botTokenContext");
  expectListed({ found: contexts, listed: contexts.filter((name) => code.includes(`return ${name}(`)), fix });
});
