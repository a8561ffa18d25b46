import { describe, expect, test } from "bun:test";
import { type Engine, ENGINES, SQLITE } from "../../db/testing/engines.ts";
import type { UserVault } from "../../security/vault.ts";
import { ANA, openAuthServiceWithAdmin } from "../testing/auth-service.ts";
import { ownerAt, trySignIn, turnOnSecondStep } from "../testing/turn-on-second-step.ts";

/** As after APP_SECRET was replaced: what was sealed before does not open. */
async function openWithLostSecret(engine: Engine) {
  const lost = { is: false };
  const userVault: UserVault = {
    seal: (userId, secret) => `${lost.is ? "new" : "old"} ${userId} ${secret}`,
    open(userId, sealed) {
      const prefix = `${lost.is ? "new" : "old"} ${userId} `;
      return sealed.startsWith(prefix) ? sealed.slice(prefix.length) : null;
    },
  };
  const opened = await openAuthServiceWithAdmin(engine, { userVault });
  const { owner } = await ownerAt(opened);
  const { recoveryCodes } = await turnOnSecondStep(opened, owner);
  lost.is = true;
  return { ...opened, owner, recoveryCodes, lost };
}

describe.each(ENGINES)("the second step on $name, once its secret cannot be decrypted", (engine) => {
  test("is named as that to whoever types a code of the app, and counts as no wrong code", async () => {
    await using opened = await openWithLostSecret(engine);

    for (let n = 0; n < 5; n += 1)
      expect(await trySignIn(opened, { ...ANA, code: "123456" })).toMatchObject({
        status: 401,
        body: { code: "unreadable" },
      });
  });

  test("lets in with a recovery code, once each", async () => {
    await using opened = await openWithLostSecret(engine);
    const [code = ""] = opened.recoveryCodes;

    expect(await trySignIn(opened, { ...ANA, code })).toMatchObject({ status: 200 });
    expect(await trySignIn(opened, { ...ANA, code })).toMatchObject({
      status: 401,
      body: { code: "unreadable" },
    });
  });

  test("is shown as that, a recovery code proves who it is, and it can be replaced though it is required", async () => {
    await using opened = await openWithLostSecret(engine);
    const { owner } = opened;
    const [code = ""] = opened.recoveryCodes;
    await opened.accounts.teamSecurity.requireSecondStep({ orgId: owner.orgId, by: owner.memberId }, true);

    expect(await opened.accounts.ownSecondStep.view(owner)).toMatchObject({ on: true, isReadable: false });
    const { password } = ANA;
    await expect(opened.accounts.reauthenticate(owner, { password, code: "123456" })).rejects.toMatchObject({
      code: "code-unreadable",
    });
    await opened.accounts.reauthenticate(owner, { password, code });

    await opened.accounts.ownSecondStep.turnOff(owner);
    await turnOnSecondStep(opened, owner);
    expect(await opened.accounts.ownSecondStep.view(owner)).toMatchObject({ on: true, isReadable: true });
    await expect(opened.accounts.ownSecondStep.turnOff(owner)).rejects.toMatchObject({
      code: "second-step-required",
    });
  });
});

test("a second step that was being set up when its secret was replaced is begun again", async () => {
  await using opened = await openWithLostSecret(SQLITE);
  const { owner, lost } = opened;
  await opened.accounts.ownSecondStep.turnOff(owner);
  lost.is = false;
  await opened.accounts.ownSecondStep.begin(owner);
  lost.is = true;

  await expect(opened.accounts.ownSecondStep.confirm(owner, "123456")).rejects.toMatchObject({
    code: "second-step-off",
  });
});
