import { describe, expect, test } from "bun:test";
import { DAY, MINUTE } from "#domain/model/instant.ts";
import { listAuditEntries } from "../../db/privacy/audit-log.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { ANA, openAuthServiceWithAdmin, post } from "../testing/auth-service.ts";
import { ownerAt, trySignIn, turnOnSecondStep } from "../testing/turn-on-second-step.ts";

type Desk = Awaited<ReturnType<typeof openAuthServiceWithAdmin>>;

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const WRONG = { email: ANA.email, password: "not the right password" };
const WRONG_CODE = "000000";

/** The entries for these actions, oldest first. */
async function noted({ store }: Desk, actions: readonly string[]) {
  const [organization] = await store.db.select().from(store.tables.organization);
  const entries = await listAuditEntries(store, organization?.id ?? "org_", { before: null, actions }, 100);
  return entries.map(({ memberId, action, detail }) => ({ memberId, action, detail })).toReversed();
}

/** Fails to sign in `times` times, each time from a different address. */
async function fail(opened: Desk, form: { email: string; password: string; code?: string }, times: number) {
  for (let n = 0; n < times; n += 1) {
    await trySignIn(opened, form, `198.51.100.${n}`);
    // Attempts at codes are limited by account, so wait as a patient attacker would.
    if (form.code !== undefined) opened.pass(15 * MINUTE);
  }
}

/** Waits for the entries, which are written after the response. */
async function failures(opened: Desk, lines: number) {
  for (;;) {
    const found = await noted(opened, ["sign-ins-failed"]);
    if (found.length >= lines) return found;
    await Bun.sleep(2);
  }
}

describe.each(ENGINES)("the audit log on $name", (engine) => {
  test("has a line for each sign-in: who, by what, and with which browser, but nothing else it says of itself", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { owner } = await ownerAt(opened);
    const sent = { "user-agent": `${FIREFOX} canary`, "x-forwarded-for": "203.0.113.7" };
    await opened.accounts.handler(post("sign-in/email", ANA, sent), "203.0.113.7");

    const lines = await noted(opened, ["signed-in"]);

    expect(lines).toEqual([
      {
        memberId: owner.memberId,
        action: "signed-in",
        detail: { way: "password", device: { browser: null, system: null } },
      },
      {
        memberId: owner.memberId,
        action: "signed-in",
        detail: { way: "password", device: { browser: "Firefox", system: "Linux" } },
      },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/canary|203\.0\.113|ana@/);
  });

  test("says whether a code of the app or a recovery code opened the door, and nothing as long as none has", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { owner } = await ownerAt(opened);
    const { code, recoveryCodes } = await turnOnSecondStep(opened, owner);

    await trySignIn(opened, ANA);
    await trySignIn(opened, { ...ANA, code: WRONG_CODE });
    await trySignIn(opened, { ...ANA, code: await code() });
    await trySignIn(opened, { ...ANA, code: recoveryCodes[0] ?? "" });

    expect((await noted(opened, ["signed-in"])).map(({ detail }) => detail)).toMatchObject([
      { way: "password" },
      { way: "app-code" },
      { way: "recovery-code" },
    ]);
  });

  test("has a line for who signs out, for sign-ins ended elsewhere and for a changed password", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const [one, other, own] = [await ownerAt(opened), await ownerAt(opened), await ownerAt(opened)];
    const { memberId } = own.owner;

    await opened.accounts.ownLogins.end(own.owner, one.owner.loginId);
    await expect(opened.accounts.ownLogins.end(own.owner, one.owner.loginId)).rejects.toThrow();
    await ownerAt(opened);
    await opened.accounts.ownLogins.endOthers(own.owner);
    await opened.accounts.ownLogins.endOthers(own.owner);
    const next = "green kettle, quiet morning";
    await opened.accounts.changePassword(own.owner, { current: ANA.password, next });
    for (const { headers } of [other, own]) {
      const cookie = headers.get("cookie") ?? "";
      await opened.accounts.handler(post("sign-out", {}, { cookie }), "192.0.2.1");
    }

    expect(await noted(opened, ["own-logins-ended", "password-changed", "signed-out"])).toEqual([
      { memberId, action: "own-logins-ended", detail: { logins: 1 } },
      { memberId, action: "own-logins-ended", detail: { logins: 2 } },
      { memberId, action: "password-changed", detail: {} },
      { memberId, action: "signed-out", detail: {} },
    ]);
  });

  test("says that somebody guesses a password at the fifth and the fiftieth try, wherever they come from", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { owner } = await ownerAt(opened);

    await fail(opened, WRONG, 60);

    const about = { id: owner.memberId, fault: "password" };
    expect(await failures(opened, 2)).toEqual([
      { memberId: null, action: "sign-ins-failed", detail: { ...about, tries: 5 } },
      { memberId: null, action: "sign-ins-failed", detail: { ...about, tries: 50 } },
    ]);
  }, 60_000);

  test("says of whoever has the password and guesses codes that they do", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { owner } = await ownerAt(opened);
    await turnOnSecondStep(opened, owner);

    await fail(opened, { ...ANA, code: WRONG_CODE }, 5);

    expect((await failures(opened, 1)).map(({ detail }) => detail)).toEqual([
      { id: owner.memberId, tries: 5, fault: "code" },
    ]);
  });

  test("says nothing of a few mistypes before somebody comes in, nor of addresses that are nobody's", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    for (let day = 0; day < 3; day += 1) {
      await fail(opened, WRONG, 4);
      await ownerAt(opened);
      opened.pass(DAY);
    }
    await fail(opened, { ...WRONG, email: "nobody@fern.shop" }, 6);
    await fail(opened, WRONG, 5);

    expect(await failures(opened, 1)).toHaveLength(1);
    expect(opened.reported).toEqual([]);
  });
});
