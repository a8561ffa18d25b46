import { describe, expect, test } from "bun:test";
import { MINUTE } from "#domain/model/instant.ts";
import { listAudit } from "../../db/privacy/audit-log.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { ANA, openFernAndKettle } from "../testing/auth-service.ts";
import { ownerAt, tryIn, turnOn } from "../testing/turn-on-second-step.ts";

const WRONG = "000000";

describe.each(ENGINES)("the second step on $name", (engine) => {
  test("is not asked for while it is off, nor while it is only being set up", async () => {
    await using desk = await openFernAndKettle(engine);
    const { owner } = await ownerAt(desk);

    await desk.accounts.secondStep.begin(owner);

    expect(await tryIn(desk, ANA)).toMatchObject({ status: 200 });
    expect(await desk.accounts.secondStep.view(owner)).toEqual({
      on: false,
      recoveryCodesLeft: 0,
      required: false,
    });
  });

  test("is on once a code has shown that the app has the secret, and ends every other login", async () => {
    await using desk = await openFernAndKettle(engine);
    const phone = await ownerAt(desk);
    const { owner, headers } = await ownerAt(desk);
    await desk.accounts.secondStep.begin(owner);

    await expect(desk.accounts.secondStep.confirm(owner, WRONG)).rejects.toMatchObject({
      code: "wrong-code",
    });
    expect(await desk.accounts.secondStep.view(owner)).toMatchObject({ on: false });
    const { recoveryCodes } = await turnOn(desk, owner);

    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await desk.accounts.secondStep.view(owner)).toMatchObject({ on: true, recoveryCodesLeft: 10 });
    expect(await desk.accounts.identify(headers)).not.toBeNull();
    expect(await desk.accounts.identify(phone.headers)).toBeNull();
    expect(desk.gone).toEqual([{ loginId: phone.owner.loginId }]);
  });

  test("lets nobody in by the password alone: no cookie, and no login is left behind", async () => {
    await using desk = await openFernAndKettle(engine);
    const { owner } = await ownerAt(desk);
    await turnOn(desk, owner);

    expect(await tryIn(desk, ANA)).toEqual({ status: 401, body: { code: "needed" }, cookies: [] });
    expect(await tryIn(desk, { ...ANA, code: WRONG })).toEqual({
      status: 401,
      body: { code: "wrong" },
      cookies: [],
    });

    expect(await desk.accounts.logins.list(owner)).toHaveLength(1);
  });

  test("says nothing of itself to who does not know the password", async () => {
    await using desk = await openFernAndKettle(engine);
    const { code } = await turnOn(desk, (await ownerAt(desk)).owner);

    for (const guess of [undefined, WRONG, await code()]) {
      const form = { email: ANA.email, password: "not the right password", ...(guess && { code: guess }) };
      expect(await tryIn(desk, form, `192.0.2.${guess ?? 1}`)).toEqual({
        status: 401,
        body: {},
        cookies: [],
      });
    }
  });

  test("a code opens the door once: it cannot be used again, nor can one before it", async () => {
    await using desk = await openFernAndKettle(engine);
    const { code } = await turnOn(desk, (await ownerAt(desk)).owner);
    const [before, now] = [await code(-1), await code()];

    expect(await tryIn(desk, { ...ANA, code: now })).toMatchObject({ status: 200 });
    expect(await tryIn(desk, { ...ANA, code: now })).toMatchObject({ status: 401 });
    expect(await tryIn(desk, { ...ANA, code: before })).toMatchObject({ status: 401 });
  });

  test("of two who use the same code at once one gets in", async () => {
    await using desk = await openFernAndKettle(engine);
    const { code } = await turnOn(desk, (await ownerAt(desk)).owner);
    const now = await code();

    const both = await Promise.all([1, 2].map((n) => tryIn(desk, { ...ANA, code: now }, `192.0.2.${n}`)));

    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(both.filter(({ status }) => status === 401)).toHaveLength(1);
  });

  test("a recovery code opens the door once, however it is typed", async () => {
    await using desk = await openFernAndKettle(engine);
    const { owner } = await ownerAt(desk);
    const { recoveryCodes } = await turnOn(desk, owner);
    const typed = ` ${recoveryCodes[3]?.toUpperCase().replaceAll("-", " ")} `;

    expect(await tryIn(desk, { ...ANA, code: typed })).toMatchObject({ status: 200 });
    expect(await tryIn(desk, { ...ANA, code: typed })).toMatchObject({ status: 401 });
    expect(await desk.accounts.secondStep.view(owner)).toMatchObject({ recoveryCodesLeft: 9 });
  });

  test("new recovery codes end the old ones", async () => {
    await using desk = await openFernAndKettle(engine);
    const { owner } = await ownerAt(desk);
    await expect(desk.accounts.secondStep.renewCodes(owner)).rejects.toMatchObject({
      code: "second-step-off",
    });
    const { recoveryCodes: old } = await turnOn(desk, owner);

    const [code = ""] = await desk.accounts.secondStep.renewCodes(owner);

    expect(await tryIn(desk, { ...ANA, code: old[0] ?? "" })).toMatchObject({ status: 401 });
    expect(await tryIn(desk, { ...ANA, code })).toMatchObject({ status: 200 });
  });

  test("guessing codes is slowed by account, whatever addresses it comes from, and passes by itself", async () => {
    await using desk = await openFernAndKettle(engine);
    const { code } = await turnOn(desk, (await ownerAt(desk)).owner);

    for (let n = 0; n < 5; n += 1)
      expect(await tryIn(desk, { ...ANA, code: WRONG }, `198.51.100.${n}`)).toMatchObject({ status: 401 });
    expect(await tryIn(desk, { ...ANA, code: await code() }, "203.0.113.1")).toMatchObject({ status: 429 });

    desk.pass(MINUTE);
    expect(await tryIn(desk, { ...ANA, code: await code() }, "203.0.113.1")).toMatchObject({ status: 200 });
  });

  test("neither secret nor recovery code can be read in the database", async () => {
    const sealed: string[] = [];
    await using desk = await openFernAndKettle(engine, {
      seals: { seal: (userId, secret) => `${userId}:${sealed.push(secret)}`, open: (_, at) => openAt(at) },
    });
    const openAt = (at: string) => sealed[Number(at.split(":")[1]) - 1] ?? "";
    const { recoveryCodes } = await turnOn(desk, (await ownerAt(desk)).owner);

    const { db, tables } = desk.store;
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
    await using desk = await openFernAndKettle(engine);
    const { owner } = await ownerAt(desk);
    const { code } = await turnOn(desk, owner);
    await expect(desk.accounts.secondStep.begin(owner)).rejects.toMatchObject({ code: "second-step-on" });
    await expect(desk.accounts.secondStep.confirm(owner, await code())).rejects.toMatchObject({
      code: "second-step-on",
    });

    await desk.accounts.secondStep.turnOff(owner);

    expect(await tryIn(desk, ANA)).toMatchObject({ status: 200 });
    await expect(desk.accounts.secondStep.turnOff(owner)).rejects.toMatchObject({ code: "second-step-off" });
    const noted = (await listAudit(desk.store, owner.orgId, { before: null, actions: null }, 10)).map(
      ({ action }) => action,
    );
    expect(noted).toEqual([
      "signed-in",
      "second-step-turned-off",
      "second-step-turned-on",
      "signed-in",
      "member-joined",
    ]);
  });

  test("a changed password leaves it on", async () => {
    await using desk = await openFernAndKettle(engine);
    const { owner } = await ownerAt(desk);
    await turnOn(desk, owner);
    const next = "green kettle, quiet morning";

    await desk.accounts.changePassword(owner, { current: ANA.password, next });

    expect(await tryIn(desk, { ...ANA, password: next })).toMatchObject({ body: { code: "needed" } });
  });
});
