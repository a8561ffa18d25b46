import { describe, expect, test } from "bun:test";
import { MINUTE } from "#domain/model/instant.ts";
import { listAuditEntries } from "../../db/privacy/audit-log.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { ANA, openAuthServiceWithAdmin } from "../testing/auth-service.ts";
import { ownerAt, trySignIn, turnOnSecondStep } from "../testing/turn-on-second-step.ts";

const WRONG = "000000";

describe.each(ENGINES)("the second step on $name", (engine) => {
  test("is not asked for while it is off, nor while it is only being set up", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { owner } = await ownerAt(opened);

    await opened.accounts.ownSecondStep.begin(owner);

    expect(await trySignIn(opened, ANA)).toMatchObject({ status: 200 });
    expect(await opened.accounts.ownSecondStep.view(owner)).toEqual({
      on: false,
      isReadable: true,
      recoveryCodesLeft: 0,
      required: false,
    });
  });

  test("is on once a code has shown that the app has the secret, and ends every other login", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const phone = await ownerAt(opened);
    const { owner, headers } = await ownerAt(opened);
    await opened.accounts.ownSecondStep.begin(owner);

    await expect(opened.accounts.ownSecondStep.confirm(owner, WRONG)).rejects.toMatchObject({
      code: "wrong-code",
    });
    expect(await opened.accounts.ownSecondStep.view(owner)).toMatchObject({ on: false });
    const { recoveryCodes } = await turnOnSecondStep(opened, owner);

    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await opened.accounts.ownSecondStep.view(owner)).toMatchObject({
      on: true,
      recoveryCodesLeft: 10,
    });
    expect(await opened.accounts.authenticate(headers)).not.toBeNull();
    expect(await opened.accounts.authenticate(phone.headers)).toBeNull();
    expect(opened.disconnected).toEqual([{ loginId: phone.owner.loginId }]);
  });

  test("lets nobody in by the password alone: no cookie, and no login is left behind", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { owner } = await ownerAt(opened);
    await turnOnSecondStep(opened, owner);

    expect(await trySignIn(opened, ANA)).toEqual({ status: 401, body: { code: "needed" }, cookies: [] });
    expect(await trySignIn(opened, { ...ANA, code: WRONG })).toEqual({
      status: 401,
      body: { code: "wrong" },
      cookies: [],
    });

    expect(await opened.accounts.ownLogins.list(owner)).toHaveLength(1);
  });

  test("says nothing of itself to who does not know the password", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { code } = await turnOnSecondStep(opened, (await ownerAt(opened)).owner);

    for (const guess of [undefined, WRONG, await code()]) {
      const form = { email: ANA.email, password: "not the right password", ...(guess && { code: guess }) };
      expect(await trySignIn(opened, form, `192.0.2.${guess ?? 1}`)).toEqual({
        status: 401,
        body: {},
        cookies: [],
      });
    }
  });

  test("a code opens the door once: it cannot be used again, nor can one before it", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { code } = await turnOnSecondStep(opened, (await ownerAt(opened)).owner);
    const [before, now] = [await code(-1), await code()];

    expect(await trySignIn(opened, { ...ANA, code: now })).toMatchObject({ status: 200 });
    expect(await trySignIn(opened, { ...ANA, code: now })).toMatchObject({ status: 401 });
    expect(await trySignIn(opened, { ...ANA, code: before })).toMatchObject({ status: 401 });
  });

  test("of two who use the same code at once one gets in", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { code } = await turnOnSecondStep(opened, (await ownerAt(opened)).owner);
    const now = await code();

    const both = await Promise.all(
      [1, 2].map((n) => trySignIn(opened, { ...ANA, code: now }, `192.0.2.${n}`)),
    );

    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(both.filter(({ status }) => status === 401)).toHaveLength(1);
  });

  test("a recovery code opens the door once, however it is typed", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { owner } = await ownerAt(opened);
    const { recoveryCodes } = await turnOnSecondStep(opened, owner);
    const typed = ` ${recoveryCodes[3]?.toUpperCase().replaceAll("-", " ")} `;

    expect(await trySignIn(opened, { ...ANA, code: typed })).toMatchObject({ status: 200 });
    expect(await trySignIn(opened, { ...ANA, code: typed })).toMatchObject({ status: 401 });
    expect(await opened.accounts.ownSecondStep.view(owner)).toMatchObject({ recoveryCodesLeft: 9 });
  });

  test("new recovery codes end the old ones", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { owner } = await ownerAt(opened);
    await expect(opened.accounts.ownSecondStep.renewCodes(owner)).rejects.toMatchObject({
      code: "second-step-off",
    });
    const { recoveryCodes: old } = await turnOnSecondStep(opened, owner);

    const [code = ""] = await opened.accounts.ownSecondStep.renewCodes(owner);

    expect(await trySignIn(opened, { ...ANA, code: old[0] ?? "" })).toMatchObject({ status: 401 });
    expect(await trySignIn(opened, { ...ANA, code })).toMatchObject({ status: 200 });
  });

  test("guessing codes is slowed by account, whatever addresses it comes from, and passes by itself", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { code } = await turnOnSecondStep(opened, (await ownerAt(opened)).owner);

    for (let n = 0; n < 5; n += 1)
      expect(await trySignIn(opened, { ...ANA, code: WRONG }, `198.51.100.${n}`)).toMatchObject({
        status: 401,
      });
    expect(await trySignIn(opened, { ...ANA, code: await code() }, "203.0.113.1")).toMatchObject({
      status: 429,
    });

    opened.pass(MINUTE);
    expect(await trySignIn(opened, { ...ANA, code: await code() }, "203.0.113.1")).toMatchObject({
      status: 200,
    });
  });

  test("neither secret nor recovery code can be read in the database", async () => {
    const sealed: string[] = [];
    await using opened = await openAuthServiceWithAdmin(engine, {
      userVault: {
        seal: (userId, secret) => `${userId}:${sealed.push(secret)}`,
        open: (_, at) => openAt(at),
      },
    });
    const openAt = (at: string) => sealed[Number(at.split(":")[1]) - 1] ?? "";
    const { recoveryCodes } = await turnOnSecondStep(opened, (await ownerAt(opened)).owner);

    const { db, tables } = opened.store;
    const rows = JSON.stringify([
      await db.select().from(tables.secondStep),
      await db.select().from(tables.recoveryCode),
      await db.select().from(tables.audit),
    ]);

    expect(sealed).toHaveLength(1);
    for (const secret of [...sealed, ...recoveryCodes]) {
      expect(rows).not.toContain(secret);
      expect(rows).not.toContain(secret.replaceAll("-", ""));
    }
  });

  test("turned off it is asked for no more, and what was done is written down", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { owner } = await ownerAt(opened);
    const { code } = await turnOnSecondStep(opened, owner);
    await expect(opened.accounts.ownSecondStep.begin(owner)).rejects.toMatchObject({
      code: "second-step-on",
    });
    await expect(opened.accounts.ownSecondStep.confirm(owner, await code())).rejects.toMatchObject({
      code: "second-step-on",
    });

    await opened.accounts.ownSecondStep.turnOff(owner);

    expect(await trySignIn(opened, ANA)).toMatchObject({ status: 200 });
    await expect(opened.accounts.ownSecondStep.turnOff(owner)).rejects.toMatchObject({
      code: "second-step-off",
    });
    const noted = (
      await listAuditEntries(opened.store, owner.orgId, { before: null, actions: null }, 10)
    ).map(({ action }) => action);
    expect(noted).toEqual([
      "signed-in",
      "second-step-turned-off",
      "second-step-turned-on",
      "signed-in",
      "member-joined",
    ]);
  });

  test("is begun with a link for the app that names company and address", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { owner } = await ownerAt(opened);
    const { secret, link } = await opened.accounts.ownSecondStep.begin(owner);
    const url = new URL(link);

    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(url.searchParams.get("secret")).toBe(secret);
    expect(url.searchParams.get("issuer")).toBe("Switchboard (Fern & Kettle)");
    expect(decodeURIComponent(link)).toContain("ana@fern.shop");
    expect((await opened.accounts.ownSecondStep.begin(owner)).secret).not.toBe(secret);
  });

  test("turned on or off shows on every screen of the team, new recovery codes do not but are written down", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { owner } = await ownerAt(opened);
    opened.announced.length = 0;
    await turnOnSecondStep(opened, owner);
    expect(opened.announced).toEqual([owner.orgId]);
    await opened.accounts.ownSecondStep.renewCodes(owner);
    expect(opened.announced).toHaveLength(1);
    await opened.accounts.ownSecondStep.turnOff(owner);
    expect(opened.announced).toEqual([owner.orgId, owner.orgId]);

    const actions = ["recovery-codes-renewed"];
    const noted = await listAuditEntries(opened.store, owner.orgId, { before: null, actions }, 10);
    expect(noted.map(({ memberId }) => memberId)).toEqual([owner.memberId]);
  });

  test("five wrong codes while it is set up have to wait", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { owner } = await ownerAt(opened);
    await opened.accounts.ownSecondStep.begin(owner);
    const confirm = () => opened.accounts.ownSecondStep.confirm(owner, WRONG);

    for (let n = 0; n < 5; n += 1) await expect(confirm()).rejects.toMatchObject({ code: "wrong-code" });
    await expect(confirm()).rejects.toMatchObject({ code: "too-many", retryAfterMs: 30_000 });
  });

  test("a changed password leaves it on", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { owner } = await ownerAt(opened);
    await turnOnSecondStep(opened, owner);
    const next = "green kettle, quiet morning";

    await opened.accounts.changePassword(owner, { current: ANA.password, next });

    expect(await trySignIn(opened, { ...ANA, password: next })).toMatchObject({ body: { code: "needed" } });
  });
});
