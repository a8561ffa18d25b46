import { describe, expect, test } from "bun:test";
import { listAudit } from "../../db/privacy/audit-log.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openFernAndKettle, PASSWORD } from "../testing/auth-service.ts";
import { ownerAt, tryIn, turnOn } from "../testing/turn-on-second-step.ts";

const BEN = { name: "Ben", email: "ben@fern.shop", password: PASSWORD };

/** Ana, an admin with a second step, and Ben, an agent without. */
async function openTeam(engine: (typeof ENGINES)[number]) {
  const desk = await openFernAndKettle(engine);
  const { owner: ana, headers } = await ownerAt(desk);
  const guarding = { orgId: ana.orgId, by: ana.memberId };
  const { link } = await desk.accounts.invite(ana.orgId, {
    email: null,
    role: "agent",
    createdBy: ana.memberId,
  });
  await desk.accounts.join({ ...BEN, token: link.slice(link.lastIndexOf("/") + 1) }, "192.0.2.1");
  const bens = await ownerAt(desk, BEN.email);
  const log = () => listAudit(desk.store, ana.orgId, { before: null, actions: null }, 20);
  const [joined] = await log();
  const noted = async () =>
    (await log())
      .filter(({ no, action }) => no > (joined?.no ?? 0) && action !== "signed-in")
      .map(({ action, memberId, detail }) => [action, memberId, detail]);
  return { ...desk, ana, anasHeaders: headers, guarding, ben: bens.owner, bensHeaders: bens.headers, noted };
}

describe.each(ENGINES)("the team's sign-in on $name", (engine) => {
  test("whoever has no second step may do nothing but set it up, once the company requires one", async () => {
    await using team = await openTeam(engine);
    const { accounts, ana, ben } = team;
    await turnOn(team, ana);

    await accounts.team.requireSecondStep(team.guarding, true);

    expect(team.gone).toEqual([{ orgId: ben.orgId, memberId: ben.memberId }]);
    expect(await accounts.identify(team.bensHeaders)).toMatchObject({ needsSecondStep: true });
    expect(await accounts.identify(team.anasHeaders)).toMatchObject({ needsSecondStep: false });
    expect(await accounts.standing([ana.loginId, ben.loginId])).toEqual(
      new Map([
        [ana.loginId, "admin"],
        [ben.loginId, "set-up-second-step"],
      ]),
    );
    await turnOn(team, ben);
    expect(await accounts.identify(team.bensHeaders)).toMatchObject({ needsSecondStep: false });
    expect(await accounts.standing([ben.loginId])).toEqual(new Map([[ben.loginId, "agent"]]));
    await expect(accounts.secondStep.turnOff(ben)).rejects.toMatchObject({ code: "second-step-required" });
  });

  test("an admin without one cannot require it of others", async () => {
    await using team = await openTeam(engine);

    await expect(team.accounts.team.requireSecondStep(team.guarding, true)).rejects.toMatchObject({
      code: "second-step-off",
    });

    expect(await team.accounts.identify(team.bensHeaders)).toMatchObject({ needsSecondStep: false });
    expect(await team.noted()).toEqual([]);
    expect(team.gone).toEqual([]);
  });

  test("required no more, everybody works as before, and both are written down", async () => {
    await using team = await openTeam(engine);
    await turnOn(team, team.ana);
    await team.accounts.team.requireSecondStep(team.guarding, true);

    await team.accounts.team.requireSecondStep(team.guarding, false);

    expect(await team.accounts.identify(team.bensHeaders)).toMatchObject({ needsSecondStep: false });
    expect((await team.noted()).slice(0, 2)).toEqual([
      ["second-step-optional", team.ana.memberId, {}],
      ["second-step-required", team.ana.memberId, {}],
    ]);
  });

  test("a colleague's second step is taken away with all their logins, and it is written down who did", async () => {
    await using team = await openTeam(engine);
    const reset = () => team.accounts.team.resetSecondStep(team.guarding, team.ben.memberId);
    await expect(reset()).rejects.toMatchObject({ code: "second-step-off" });
    const { recoveryCodes } = await turnOn(team, team.ben);

    await reset();

    expect(await team.accounts.identify(team.bensHeaders)).toBeNull();
    expect(team.gone).toEqual([{ loginId: team.ben.loginId }]);
    expect(await tryIn(team, BEN)).toMatchObject({ status: 200 });
    expect((await team.noted())[0]).toEqual([
      "second-step-reset",
      team.ana.memberId,
      { id: team.ben.memberId },
    ]);
    await turnOn(team, (await ownerAt(team, BEN.email)).owner);
    expect(await tryIn(team, { ...BEN, code: recoveryCodes[0] ?? "" })).toMatchObject({ status: 401 });
  });

  test("a colleague is signed out everywhere, may come back, and it is written down who did it", async () => {
    await using team = await openTeam(engine);
    const phone = await ownerAt(team, BEN.email);

    await team.accounts.team.endLogins(team.guarding, team.ben.memberId);

    for (const headers of [team.bensHeaders, phone.headers])
      expect(await team.accounts.identify(headers)).toBeNull();
    expect(await team.accounts.identify(team.anasHeaders)).not.toBeNull();
    expect(team.gone).toHaveLength(2);
    expect(await tryIn(team, BEN)).toMatchObject({ status: 200 });
    expect((await team.noted())[0]).toEqual(["logins-ended", team.ana.memberId, { id: team.ben.memberId }]);
  });
});
