import { describe, expect, test } from "bun:test";
import { MINUTE } from "#domain/model/instant.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openAuthServiceWithAdmin, PASSWORD } from "../testing/auth-service.ts";
import { ownerAt, turnOnSecondStep } from "../testing/turn-on-second-step.ts";

describe.each(ENGINES)("showing that it is still oneself on $name", (engine) => {
  test("is not asked for within ten minutes of signing in, and then it is", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { owner } = await ownerAt(opened);

    opened.pass(10 * MINUTE);
    await opened.accounts.requireRecentAuthentication(owner.loginId);
    opened.pass(1);

    await expect(opened.accounts.requireRecentAuthentication(owner.loginId)).rejects.toMatchObject({
      code: "proof-needed",
    });
  });

  test("by the password is good for ten minutes more, for this login alone", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const [{ owner }, phone] = [await ownerAt(opened), await ownerAt(opened)];
    opened.pass(11 * MINUTE);

    await opened.accounts.reauthenticate(owner, { password: PASSWORD, code: null });

    opened.pass(10 * MINUTE);
    await opened.accounts.requireRecentAuthentication(owner.loginId);
    await expect(opened.accounts.requireRecentAuthentication(phone.owner.loginId)).rejects.toMatchObject({
      code: "proof-needed",
    });
  });

  test("asks for the code too where there is a second step", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { owner } = await ownerAt(opened);
    const { code } = await turnOnSecondStep(opened, owner);
    opened.pass(11 * MINUTE);
    const prove = (typed: string | null) =>
      opened.accounts.reauthenticate(owner, { password: PASSWORD, code: typed });

    await expect(prove(null)).rejects.toMatchObject({ code: "code-needed" });
    await expect(prove("000000")).rejects.toMatchObject({ code: "wrong-code" });
    await expect(opened.accounts.requireRecentAuthentication(owner.loginId)).rejects.toMatchObject({
      code: "proof-needed",
    });
    await prove(await code());

    await opened.accounts.requireRecentAuthentication(owner.loginId);
  });

  test("takes the right password, and guessing it is slowed", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { owner } = await ownerAt(opened);
    const guess = () => opened.accounts.reauthenticate(owner, { password: "a wrong guess", code: null });

    for (let n = 0; n < 5; n += 1) await expect(guess()).rejects.toMatchObject({ code: "wrong-password" });

    await expect(guess()).rejects.toMatchObject({ code: "too-many" });
  });

  test("is asked for of a login that is gone, or was made before this was noted", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { owner } = await ownerAt(opened);
    await opened.store.transact(({ db, tables }) => db.update(tables.login).set({ provenAt: 0 }));

    for (const loginId of [owner.loginId, "session_gone"])
      await expect(opened.accounts.requireRecentAuthentication(loginId)).rejects.toMatchObject({
        code: "proof-needed",
      });
  });
});
