import { expect, test } from "bun:test";
import { MINUTE } from "#domain/model/instant.ts";
import { advice, expectListed } from "../../../test/advice.ts";
import { databaseHash } from "../db/testing/database-hash.ts";
import { ENGINES } from "../db/testing/engines.ts";
import { overHttp } from "../testing/access-matrix/caller.ts";
import { callOf, PROCEDURES, requiredCallerOf, specimenOf } from "../testing/access-matrix/run-matrix.ts";
import { ADMIN, PASSWORD, startTestServer, type TestServer, until } from "../testing/test-server.ts";
import { defaultSettings } from "#domain/model/settings.ts";

/**
 * The procedures that need the password again if it was typed more than ten minutes ago, as in docs/who-may-what.md.
 */
const ASK_PROOF = [
  "account.beginSecondStep",
  "account.confirmSecondStep",
  "account.endLogin",
  "account.endOtherLogins",
  "account.renewRecoveryCodes",
  "account.turnOffSecondStep",
  "privacy.eraseCompany",
  "privacy.eraseCustomer",
  "privacy.mayExport",
  "settings.setSites",
  "team.createPasswordResetLink",
  "team.requireSecondStep",
  "team.resetSecondStep",
  "team.setActive",
  "team.setRole",
];

const REVERSIBLE = "gives nobody access, and is undone as easily";

/** The procedures that need it only if the change is sensitive. */
const ASK_PROOF_AT_TIMES = ["settings.setChatbot", "team.invite"];

/** What admins change without it, and members about their own sign-in, each with the reason. */
const ASK_NONE: Readonly<Record<string, string>> = {
  "account.prove": "is how it is typed",
  "privacy.setRetention": "the page shows first how much would be erased",
  "settings.setAssigning": REVERSIBLE,
  "settings.setFallbacks": REVERSIBLE,
  "settings.setSessions": REVERSIBLE,
  "settings.setHours": REVERSIBLE,
  "settings.setWidget": REVERSIBLE,
  "settings.testChatbot": "stores nothing, and sends the stored token to its own server only",
  "settings.turnSwitch": REVERSIBLE,
  "settings.undoSwitch": REVERSIBLE,
  "knowledge.publish": REVERSIBLE,
  "knowledge.unpublish": REVERSIBLE,
  "knowledge.remove": REVERSIBLE,
  "knowledge.restore": REVERSIBLE,
  "knowledge.setOwner": REVERSIBLE,
  "team.endLogins": "takes access away and gives none",
  "team.setPublicName": REVERSIBLE,
  "team.revoke": "takes access away and gives none",
};

const DECIDE = advice`Who may sign in, where secrets go, and what cannot be undone is changed with a reauthenticated… builder (${"src/server/api/procedures/procedures.ts"}). What is none of these is named in ASK_NONE in ${"src/server/acceptance/reauthentication-required.test.ts"}, with the reason.`;

const CHATBOT = { ...defaultSettings("Fern & Kettle", 0).chatbot, token: null };

/** Opens a server whose admin signed in long ago. */
async function openLongAgo(engine: (typeof ENGINES)[number]) {
  const server = await startTestServer(await engine.open());
  const { db, tables } = server.composition.store;
  const facts = async () => (await db.select({ no: tables.fact.no }).from(tables.fact)).length;
  const before = await facts();
  const admin = await server.member(ADMIN);
  // The connection is recorded in the background, last of all as a fact.
  await until(async () => (await facts()) > before);
  const ask = overHttp(server.origin, { cookie: await server.signIn(ADMIN) });
  await age(server);
  return { world: server, admin, ask, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

/** Moves everybody's last authentication to eleven minutes ago. */
async function age({ composition }: TestServer): Promise<void> {
  await composition.store.transact(({ db, tables }) =>
    db.update(tables.login).set({ provenAt: Date.now() - 11 * MINUTE }),
  );
}

const NEEDS_PROOF = { data: { code: "FORBIDDEN", refusal: "proof-needed" } };

test("of every change by an admin, or of one's own sign-in, it is decided whether it asks for the password", () => {
  const changes = Object.keys(PROCEDURES).filter(
    (name) =>
      PROCEDURES[name]?._def.type === "mutation" && ["admin", "member"].includes(requiredCallerOf(name)),
  );
  const asking = new Set([...ASK_PROOF, ...ASK_PROOF_AT_TIMES]);
  const others = changes.filter((name) => !asking.has(name));

  expectListed({ found: others, listed: Object.keys(ASK_NONE), fix: DECIDE });
});

test("the page names every procedure that asks for the password anew", async () => {
  const asking = Object.entries(PROCEDURES).flatMap(([name, { _def }]) =>
    (_def.meta as { asksProof?: true }).asksProof === true ? [name] : [],
  );
  const page = await Bun.file(`${import.meta.dir}/../../../docs/who-may-what.md`).text();
  const [, listed = ""] = /The password is needed again\*\*([^]*?)\n\n/.exec(page) ?? [];

  const here = advice`Name in ASK_PROOF in ${"src/server/acceptance/reauthentication-required.test.ts"} what is made with a proven… builder.`;
  expectListed({ found: asking, listed: ASK_PROOF, fix: here });
  const there = advice`Name it in ${"docs/who-may-what.md"} under “The password is needed again”.`;
  const named = listed.match(/(?<=`)\w+\.\w+(?=`)/g) ?? [];
  expectListed({ found: [...ASK_PROOF, ...ASK_PROOF_AT_TIMES], listed: named, fix: there });
});

for (const engine of ENGINES) {
  test(`after ten minutes each of them is refused on ${engine.name}, and changes nothing`, async () => {
    await using long = await openLongAgo(engine);
    const ids = { memberId: "mem_1", loginId: "session_1", code: "123456" } as Parameters<
      ReturnType<typeof specimenOf>["input"]
    >[0];
    const before = await databaseHash(long.world.composition.store);

    for (const name of ASK_PROOF) {
      const call = callOf(name, JSON.stringify(specimenOf(name).input(ids)));
      const { status, body } = await long.ask.ask(call);
      expect([name, status, body]).toEqual([name, 403, expect.stringContaining("proof-needed")]);
    }

    expect(await databaseHash(long.world.composition.store)).toBe(before);
  });

  test(`the same call goes through on ${engine.name} once the password has been typed again`, async () => {
    await using long = await openLongAgo(engine);
    const { admin } = long;
    const sites = { sites: ["fern.shop"] };
    await expect(admin.settings.setSites.mutate(sites)).rejects.toMatchObject(NEEDS_PROOF);

    await admin.account.prove.mutate({ password: PASSWORD, code: null });

    expect(await admin.settings.setSites.mutate(sites)).toEqual({});
  });

  test(`the chatbot's address and token ask for it on ${engine.name}, its name and instructions do not`, async () => {
    await using long = await openLongAgo(engine);
    const set = (change: Partial<typeof CHATBOT> | { token: string }) =>
      long.admin.settings.setChatbot.mutate({ ...CHATBOT, ...change });

    expect(await set({ name: "Fern", instructions: "Be brief." })).toEqual({});
    expect(await set({ token: "" })).toEqual({});
    await expect(set({ url: "https://chat.example/v1" })).rejects.toMatchObject(NEEDS_PROOF);
    await expect(set({ token: "sk-other" })).rejects.toMatchObject(NEEDS_PROOF);
  });

  test(`inviting another admin asks for it on ${engine.name}, inviting an agent does not`, async () => {
    await using long = await openLongAgo(engine);

    expect(await long.admin.team.invite.mutate({ email: null, role: "agent" })).toHaveProperty("link");
    await expect(long.admin.team.invite.mutate({ email: null, role: "admin" })).rejects.toMatchObject(
      NEEDS_PROOF,
    );
  });
  test(`what there is of the company is downloaded on ${engine.name} only by who has typed it lately`, async () => {
    await using long = await openLongAgo(engine);
    const { admin, world: server } = long;
    const cookie = await server.signIn(ADMIN);
    const download = () => fetch(`${server.origin}/export/company`, { headers: { cookie } });
    expect((await download()).status).toBe(200);
    await age(server);

    const refused = await download();

    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining("password")]);
    await expect(admin.privacy.mayExport.query()).rejects.toMatchObject(NEEDS_PROOF);
  });
}
