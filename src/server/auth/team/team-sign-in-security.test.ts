import { describe, expect, test } from "bun:test";
import { loginPlaceKey } from "../logins/list-login-rights.ts";
import { listAuditEntries } from "../../db/privacy/audit-log.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openAuthServiceWithAdmin, PASSWORD } from "../testing/auth-service.ts";
import { ownerAt, trySignIn, turnOnSecondStep } from "../testing/turn-on-second-step.ts";

const BEN = { name: "Ben", email: "ben@fern.shop", password: PASSWORD };

/** Opens a team with Ana, an admin who has a second step, and Ben, an agent without one. */
async function openTeam(engine: (typeof ENGINES)[number]) {
  const opened = await openAuthServiceWithAdmin(engine);
  const { owner: ana, headers } = await ownerAt(opened);
  const admin = { orgId: ana.orgId, by: ana.memberId };
  const { link } = await opened.accounts.invite(ana.orgId, {
    email: null,
    role: "agent",
    createdBy: ana.memberId,
  });
  await opened.accounts.acceptInvitation(
    { ...BEN, token: link.slice(link.lastIndexOf("/") + 1) },
    "192.0.2.1",
  );
  const bens = await ownerAt(opened, BEN.email);
  const log = () => listAuditEntries(opened.store, ana.orgId, { before: null, actions: null }, 20);
  const [joined] = await log();
  const noted = async () =>
    (await log())
      .filter(({ no, action }) => no > (joined?.no ?? 0) && action !== "signed-in")
      .map(({ action, memberId, detail }) => [action, memberId, detail]);
  return {
    ...opened,
    ana,
    anasHeaders: headers,
    guarding: admin,
    ben: bens.owner,
    bensHeaders: bens.headers,
    noted,
  };
}

describe.each(ENGINES)("the team's sign-in on $name", (engine) => {
  test("whoever has no second step may do nothing but set it up, once the company requires one", async () => {
    await using team = await openTeam(engine);
    const { accounts: auth, ana, ben } = team;
    await turnOnSecondStep(team, ana);

    await auth.teamSecurity.requireSecondStep(team.guarding, true);

    expect(team.disconnected).toEqual([{ orgId: ben.orgId, memberId: ben.memberId }]);
    expect(await auth.authenticate(team.bensHeaders)).toMatchObject({ needsSecondStep: true });
    expect(await auth.authenticate(team.anasHeaders)).toMatchObject({ needsSecondStep: false });
    expect(await auth.listLoginRights([ana, ben])).toEqual(
      new Map([
        [loginPlaceKey(ana), "admin"],
        [loginPlaceKey(ben), "set-up-second-step"],
      ]),
    );
    await turnOnSecondStep(team, ben);
    expect(await auth.authenticate(team.bensHeaders)).toMatchObject({ needsSecondStep: false });
    expect(await auth.listLoginRights([ben])).toEqual(new Map([[loginPlaceKey(ben), "agent"]]));
    await expect(auth.ownSecondStep.turnOff(ben)).rejects.toMatchObject({ code: "second-step-required" });
  });

  test("what changes in the sign-in of others shows on every screen of the team", async () => {
    await using team = await openTeam(engine);
    const { accounts: auth, ana, ben, announced } = team;
    await turnOnSecondStep(team, ana);
    await turnOnSecondStep(team, ben);
    announced.length = 0;

    await auth.teamSecurity.requireSecondStep(team.guarding, true);
    expect(announced).toEqual([ana.orgId]);
    await auth.teamSecurity.resetSecondStep(team.guarding, ben.memberId);
    expect(announced).toEqual([ana.orgId, ana.orgId]);
    for (const act of ["resetSecondStep", "endLogins"] as const)
      await expect(auth.teamSecurity[act](team.guarding, "mem_nobody")).rejects.toMatchObject({
        code: "member-unknown",
      });
  });

  test("an admin without one cannot require it of others", async () => {
    await using team = await openTeam(engine);

    await expect(team.accounts.teamSecurity.requireSecondStep(team.guarding, true)).rejects.toMatchObject({
      code: "second-step-off",
    });

    expect(await team.accounts.authenticate(team.bensHeaders)).toMatchObject({ needsSecondStep: false });
    expect(await team.noted()).toEqual([]);
    expect(team.disconnected).toEqual([]);
  });

  test("required no more, everybody works as before, and both are written down", async () => {
    await using team = await openTeam(engine);
    await turnOnSecondStep(team, team.ana);
    await team.accounts.teamSecurity.requireSecondStep(team.guarding, true);

    await team.accounts.teamSecurity.requireSecondStep(team.guarding, false);

    expect(await team.accounts.authenticate(team.bensHeaders)).toMatchObject({ needsSecondStep: false });
    expect((await team.noted()).slice(0, 2)).toEqual([
      ["second-step-optional", team.ana.memberId, {}],
      ["second-step-required", team.ana.memberId, {}],
    ]);
  });

  test("a colleague's second step is taken away with all their logins, and it is written down who did", async () => {
    await using team = await openTeam(engine);
    const reset = () => team.accounts.teamSecurity.resetSecondStep(team.guarding, team.ben.memberId);
    await expect(reset()).rejects.toMatchObject({ code: "second-step-off" });
    const { recoveryCodes } = await turnOnSecondStep(team, team.ben);

    await reset();

    expect(await team.accounts.authenticate(team.bensHeaders)).toBeNull();
    expect(team.disconnected).toEqual([{ loginId: team.ben.loginId }]);
    expect(await trySignIn(team, BEN)).toMatchObject({ status: 200 });
    expect((await team.noted())[0]).toEqual([
      "second-step-reset",
      team.ana.memberId,
      { id: team.ben.memberId },
    ]);
    await turnOnSecondStep(team, (await ownerAt(team, BEN.email)).owner);
    expect(await trySignIn(team, { ...BEN, code: recoveryCodes[0] ?? "" })).toMatchObject({ status: 401 });
  });

  test("a colleague is signed out everywhere, may come back, and it is written down who did it", async () => {
    await using team = await openTeam(engine);
    const phone = await ownerAt(team, BEN.email);

    await team.accounts.teamSecurity.endLogins(team.guarding, team.ben.memberId);

    for (const headers of [team.bensHeaders, phone.headers])
      expect(await team.accounts.authenticate(headers)).toBeNull();
    expect(await team.accounts.authenticate(team.anasHeaders)).not.toBeNull();
    expect(team.disconnected).toHaveLength(2);
    expect(await trySignIn(team, BEN)).toMatchObject({ status: 200 });
    expect((await team.noted())[0]).toEqual(["logins-ended", team.ana.memberId, { id: team.ben.memberId }]);
  });
});
