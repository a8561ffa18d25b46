import { describe, expect, test } from "bun:test";
import type { Refusal } from "#domain/model/refusal.ts";
import { ENGINES, SQLITE } from "../../db/testing/engines.ts";
import { openCompany } from "../testing/open-company.ts";

const PASSWORD = "slow tea for fast days";
const PERSON = { token: "t", name: "Kim", email: "kim@fern.shop", password: PASSWORD };
const ADDRESS = "192.0.2.1";

test("whoever has a link uses it as anybody, and is counted by their address", async () => {
  await using company = await openCompany(SQLITE);
  const { as, authCalls } = company;
  const { account } = as({ kind: "nobody" });

  const answers: unknown[] = [
    await account.setUpState({ token: "t" }),
    await account.invitation({ token: "t" }),
  ];
  expect(answers).toEqual(["setUpState", "readInvitation"]);
  expect(await account.setUp({ ...PERSON, companyName: "Fern" })).toEqual({});
  expect(await account.join(PERSON)).toEqual({});

  expect(authCalls).toEqual([
    ["setUpState", "t"],
    ["readInvitation", "t"],
    ["setUp", { ...PERSON, companyName: "Fern" }, ADDRESS],
    ["acceptInvitation", PERSON, ADDRESS],
  ]);
});

test("a member changes their own sign-in, whose it is says the connection and not the call", async () => {
  await using company = await openCompany(SQLITE);
  const { member, ben, orgId, authCalls } = company;
  const { account } = member(ben);
  const owner = { orgId, memberId: ben.id, loginId: "session_Ben", address: ADDRESS };

  expect(await account.changePassword({ current: PASSWORD, next: PASSWORD })).toEqual({});
  expect(await account.prove({ password: PASSWORD, code: null })).toEqual({});
  const answers: unknown[] = [await account.secondStep(), await account.logins()];
  expect(answers).toEqual(["ownSecondStep.view", "ownLogins.list"]);

  expect(authCalls).toEqual([
    ["changePassword", owner, { current: PASSWORD, next: PASSWORD }],
    ["reauthenticate", owner, { password: PASSWORD, code: null }],
    ["ownSecondStep.view", owner],
    ["ownLogins.list", owner],
  ]);
});

test("each change of one's second step and logins asks for a proof first", async () => {
  await using company = await openCompany(SQLITE);
  const { member, ben, orgId, authCalls } = company;
  const { account } = member(ben);
  const owner = { orgId, memberId: ben.id, loginId: "session_Ben", address: ADDRESS };

  const answers: unknown[] = [
    await account.beginSecondStep(),
    await account.confirmSecondStep({ code: "123456" }),
    await account.renewRecoveryCodes(),
  ];
  expect(answers).toEqual([
    "ownSecondStep.begin",
    { recoveryCodes: "ownSecondStep.confirm" },
    { recoveryCodes: "ownSecondStep.renewCodes" },
  ]);
  expect(await account.turnOffSecondStep()).toEqual({});
  expect(await account.endLogin({ loginId: "session_2" })).toEqual({});
  expect(await account.endOtherLogins()).toEqual({});

  const proof = ["requireRecentAuthentication", "session_Ben"];
  expect(authCalls).toEqual([
    proof,
    ["ownSecondStep.begin", owner],
    proof,
    ["ownSecondStep.confirm", owner, "123456"],
    proof,
    ["ownSecondStep.renewCodes", owner],
    proof,
    ["ownSecondStep.turnOff", owner],
    proof,
    ["ownLogins.end", owner, "session_2"],
    proof,
    ["ownLogins.endOthers", owner],
  ]);
});

describe.each(ENGINES)("on $name an admin", (engine) => {
  test("invites and takes back, and proves who they are before they invite another admin", async () => {
    await using company = await openCompany(engine);
    const { member, ana, orgId, authCalls } = company;
    const { team } = member(ana);

    const answers: unknown[] = [
      await team.invite({ email: null, role: "agent" }),
      await team.invite({ email: "Kim@fern.shop", role: "admin" }),
    ];
    expect(answers).toEqual(["invite", "invite"]);
    expect(await team.revoke({ invitationId: "inv_1" })).toEqual({});

    expect(authCalls).toEqual([
      ["invite", orgId, { email: null, role: "agent", createdBy: ana.id }],
      ["requireRecentAuthentication", "session_Ana"],
      ["invite", orgId, { email: "Kim@fern.shop", role: "admin", createdBy: ana.id }],
      ["revokeInvitation", orgId, "inv_1", ana.id],
    ]);
  });

  test("secures the sign-in of colleagues, with a proof where it gives or needs trust", async () => {
    await using company = await openCompany(engine);
    const { member, ana, ben, orgId, authCalls } = company;
    const { team } = member(ana);
    const [admin, proof] = [{ orgId, by: ana.id }, ["requireRecentAuthentication", "session_Ana"]];

    expect(await team.requireSecondStep({ required: true })).toEqual({});
    expect(await team.resetSecondStep({ memberId: ben.id })).toEqual({});
    expect(await team.endLogins({ memberId: ben.id })).toEqual({});

    expect(authCalls).toEqual([
      proof,
      ["teamSecurity.requireSecondStep", admin, true],
      proof,
      ["teamSecurity.resetSecondStep", admin, ben.id],
      ["teamSecurity.endLogins", admin, ben.id],
    ]);
  });

  test("changes roles and lets members go, whose connections are then looked at", async () => {
    await using company = await openCompany(engine);
    const { member, ana, ben, orgId, authCalls } = company;
    const { team } = member(ana);
    const bens = async () => (await team.get()).members.find(({ id }) => id === ben.id);

    expect(await team.setRole({ memberId: ben.id, role: "admin" })).toEqual({});
    expect(await bens()).toMatchObject({ role: "admin", active: true });
    expect(await team.setActive({ memberId: ben.id, active: false })).toEqual({});
    expect(await bens()).toMatchObject({ active: false });

    const [proof, changed] = [
      ["requireRecentAuthentication", "session_Ana"],
      ["onMemberChanged", orgId, ben.id],
    ];
    expect(authCalls).toEqual([proof, changed, proof, changed]);
    await expect(team.setRole({ memberId: ana.id, role: "agent" })).rejects.toMatchObject({
      cause: { code: "last-admin" } satisfies Partial<Refusal>,
    });
  });
});
