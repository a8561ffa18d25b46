import { describe, expect, test } from "bun:test";
import type { MemberId, OrgId } from "#domain/model/ids.ts";
import { overHttp } from "../testing/access-matrix/caller.ts";
import { type Engine, ENGINES } from "../db/testing/engines.ts";
import { listActivePlacesOf } from "../db/team/members.ts";
import { eraseOrganization, removeErasedOrganizations } from "../services/privacy/erase-organization.ts";
import { auditLogPage } from "../services/privacy/audit-log-page.ts";
import { setActive } from "../services/team/change-member.ts";
import { ADMIN, PASSWORD, startTestServer, type TestServer, until } from "../testing/test-server.ts";
import { turnOnSecondStep } from "../testing/turn-on-second-step.ts";

const BEN = "ben@fern.example";
const OTHER_ADMIN = "zoe@moss.example";
const NEW_PASSWORD = "green kettle, quiet morning";

/** Two companies, Fern and Moss, and Ben, who is an agent of Fern and then of Moss too. */
async function open(engine: Engine, { joins = true } = {}) {
  const server = await startTestServer(await engine.open());
  const { auth, store, services } = server.composition;
  await server.addAgent("ben");
  const link = await auth.addOrganization("Moss & Mug");
  const form = { name: "Zoe", email: OTHER_ADMIN, password: PASSWORD, companyName: "Moss & Mug" };
  await auth.setUp({ ...form, token: last(link, "=") }, "127.0.0.1");
  const fern = await placeOf(server, ADMIN);
  const moss = await placeOf(server, OTHER_ADMIN);
  const cookie = await server.signIn(BEN);
  const ask = (orgId: OrgId, path: string) =>
    overHttp(server.origin, { cookie, organization: orgId }).ask({ path, type: "query", input: "{}" });
  const invite = async (email: string | null = BEN) =>
    last((await auth.invite(moss.orgId, { email, role: "agent", createdBy: moss.memberId })).link, "/");
  const join = async () =>
    auth.ownCompanies.join((await account(server, cookie)).loginId, { token: await invite(), name: "Ben M" });
  const benIn = async (orgId: OrgId) => {
    const found = await auth.authenticate(new Headers({ cookie }), orgId);
    if (found === null) throw new Error("Ben is not there.");
    return found;
  };
  if (joins) await join();
  const actions = async (orgId: OrgId) =>
    (await auditLogPage(services, orgId, { before: null, topic: null })).lines.map(({ action }) => action);
  return {
    server,
    auth,
    store,
    services,
    fern,
    moss,
    cookie,
    ask,
    invite,
    join,
    benIn,
    actions,
    adminOfFern: { orgId: fern.orgId, by: fern.memberId },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function account({ composition }: TestServer, cookie: string) {
  const found = await composition.auth.findAccount(new Headers({ cookie }));
  if (found === null) throw new Error("nobody is signed in");
  return found;
}

async function placeOf(server: TestServer, email: string): Promise<{ orgId: OrgId; memberId: MemberId }> {
  const { userId } = await account(server, await server.signIn(email));
  const [place] = await listActivePlacesOf(server.composition.store, userId);
  if (place === undefined) throw new Error(`${email} is nowhere`);
  return { orgId: place.orgId, memberId: place.member.id };
}

const last = (link: string, before: string) => link.slice(link.lastIndexOf(before) + 1);
const SHARED = { code: "account-shared" };

for (const engine of ENGINES) {
  describe(`an account in two companies on ${engine.name}`, () => {
    test("is in each the member it is there, and lists both", async () => {
      await using it = await open(engine);
      const { fern, moss } = it;

      expect(await it.benIn(fern.orgId)).toMatchObject({ orgId: fern.orgId, name: "ben" });
      expect(await it.benIn(moss.orgId)).toMatchObject({ orgId: moss.orgId, name: "Ben M" });
      const { loginId } = await it.benIn(fern.orgId);
      const { companies, email } = await it.auth.ownCompanies.list(loginId);
      expect([email, companies.map(({ id }) => id).toSorted()]).toEqual([
        BEN,
        [fern.orgId, moss.orgId].toSorted(),
      ]);
      expect((await it.ask(moss.orgId, "agent.me")).body).toContain("Moss");
      expect((await it.ask("org_absent", "agent.me")).status).toBe(404);
    });

    test("without a company is where it was first, and nowhere once that has ended", async () => {
      await using it = await open(engine);
      const { auth, fern, services, cookie } = it;
      const headers = new Headers({ cookie });
      expect(await auth.authenticate(headers)).toMatchObject({ orgId: fern.orgId });
      const { memberId } = await it.benIn(fern.orgId);

      await setActive({ services, orgId: fern.orgId, by: fern.memberId }, memberId, false);
      await auth.onMemberChanged(fern.orgId, memberId);

      expect(await auth.authenticate(headers)).toBeNull();
      expect((await it.ask(fern.orgId, "agent.me")).status).toBe(404);
      expect(await it.benIn(it.moss.orgId)).toMatchObject({ name: "Ben M" });
    });

    test("is not an admin's of either to reset, to weaken or to sign out", async () => {
      await using it = await open(engine);
      const { auth, adminOfFern, fern, services } = it;
      const { memberId: id } = await it.benIn(fern.orgId);
      const moss = await it.benIn(it.moss.orgId);

      await expect(auth.createPasswordResetLink(adminOfFern, id)).rejects.toMatchObject(SHARED);
      await expect(auth.teamSecurity.resetSecondStep(adminOfFern, id)).rejects.toMatchObject(SHARED);
      await expect(auth.teamSecurity.endLogins(adminOfFern, id)).rejects.toMatchObject(SHARED);

      // A place that has ended may be restored, so it counts for what would open it.
      await setActive({ services, orgId: moss.orgId, by: it.moss.memberId }, moss.memberId, false);
      await expect(auth.createPasswordResetLink(adminOfFern, id)).rejects.toMatchObject(SHARED);
      await expect(auth.teamSecurity.resetSecondStep(adminOfFern, id)).rejects.toMatchObject(SHARED);
      await auth.teamSecurity.endLogins(adminOfFern, id);
    });

    test("loses the reset links that an admin made before it joined the second", async () => {
      await using it = await open(engine, { joins: false });
      const { memberId } = await it.benIn(it.fern.orgId);
      const link = await it.auth.createPasswordResetLink(it.adminOfFern, memberId);

      await it.join();

      await expect(
        it.auth.resetPassword({ token: last(link, "#"), password: NEW_PASSWORD }, "127.0.0.1"),
      ).rejects.toMatchObject({ code: "reset-unknown" });
    });

    test("is in the audit log of both with what its owner does, and in neither with the other company", async () => {
      await using it = await open(engine);
      const { fern, moss, auth } = it;
      const { memberId, loginId } = await it.benIn(fern.orgId);
      const owner = { orgId: fern.orgId, memberId, loginId, address: "127.0.0.1" };

      await auth.changePassword(owner, { current: PASSWORD, next: NEW_PASSWORD });

      for (const { orgId } of [fern, moss]) expect((await it.actions(orgId))[0]).toBe("password-changed");
      await it.server.signIn(BEN, NEW_PASSWORD);
      for (const { orgId } of [fern, moss]) expect((await it.actions(orgId))[0]).toBe("signed-in");
    });

    test("keeps its second step while one of the companies requires it", async () => {
      await using it = await open(engine);
      const ben = await it.server.member(BEN, it.fern.orgId);
      await turnOnSecondStep(ben);
      const zoe = await it.server.member(OTHER_ADMIN, it.moss.orgId);
      await turnOnSecondStep(zoe);
      await zoe.team.requireSecondStep.mutate({ required: true });

      expect(await ben.account.secondStep.query()).toMatchObject({ on: true, required: true });
      await expect(ben.account.turnOffSecondStep.mutate()).rejects.toMatchObject({
        data: { refusal: "second-step-required" },
      });
      await zoe.team.requireSecondStep.mutate({ required: false });
      await ben.account.turnOffSecondStep.mutate();
      expect(await ben.account.secondStep.query()).toMatchObject({ on: false, required: false });
    });

    test("that is removed from one loses the connections there, and none of the other", async () => {
      await using it = await open(engine);
      const { fern, moss, services, auth } = it;
      const there = await it.benIn(moss.orgId);
      const [inFern, inMoss] = [fern, moss].map(({ orgId }) => it.server.member(BEN, orgId));
      const clients = [await inFern, await inMoss];
      for (const client of clients) await client?.agent.me.query();

      await setActive({ services, orgId: moss.orgId, by: moss.memberId }, there.memberId, false);
      await auth.onMemberChanged(moss.orgId, there.memberId);

      await until(async () => (await it.ask(moss.orgId, "agent.inbox")).status === 404);
      expect((await it.ask(fern.orgId, "agent.inbox")).status).toBe(200);
      expect(await clients[0]?.agent.me.query()).toMatchObject({ orgId: fern.orgId });
      await expect(clients[1]?.agent.me.query()).rejects.toThrow();
    });

    test("stays when one of the companies is erased", async () => {
      await using it = await open(engine);
      const { fern, moss, services } = it;
      await eraseOrganization({ services, orgId: fern.orgId, by: fern.memberId }, "Fern & Kettle");
      await removeErasedOrganizations(services, { lingersMs: -60_000 });

      expect(await it.benIn(moss.orgId)).toMatchObject({ name: "Ben M" });
      expect((await it.ask(fern.orgId, "agent.me")).status).toBe(404);
      const { loginId } = await it.benIn(moss.orgId);
      expect((await it.auth.ownCompanies.list(loginId)).companies).toMatchObject([{ id: moss.orgId }]);
    });
  });

  describe(`an invitation on ${engine.name}`, () => {
    test("to an address that has an account asks for its sign-in, and gives nobody a new password", async () => {
      await using it = await open(engine, { joins: false });
      const token = await it.invite();

      expect(await it.auth.readInvitation(token)).toMatchObject({ email: BEN, asksSignIn: true });
      const form = { token, name: "Eve", email: BEN, password: NEW_PASSWORD };
      await expect(it.auth.acceptInvitation(form, "127.0.0.1")).rejects.toMatchObject({
        code: "email-taken",
      });
      await it.server.signIn(BEN);
    });

    test("works once, for the account it names, and for a former member again", async () => {
      await using it = await open(engine);
      const { auth, moss, services, server } = it;
      const { loginId, memberId } = await it.benIn(moss.orgId);
      const zoe = (await account(server, await server.signIn(OTHER_ADMIN))).loginId;
      await expect(
        auth.invite(moss.orgId, { email: BEN, role: "agent", createdBy: null }),
      ).rejects.toMatchObject({ code: "email-taken" });
      await setActive({ services, orgId: moss.orgId, by: moss.memberId }, memberId, false);
      const token = await it.invite();

      await expect(auth.ownCompanies.join(zoe, { token, name: "Zoe" })).rejects.toMatchObject({
        code: "invitation-of-another",
      });
      expect(await auth.readInvitation(token)).toMatchObject({ asksSignIn: true });
      const joins = await Promise.allSettled(
        [1, 2].map(() => auth.ownCompanies.join(loginId, { token, name: "Benny" })),
      );

      expect(joins.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await it.benIn(moss.orgId)).toMatchObject({ memberId, name: "Benny" });
    });

    test("lets an account without a company sign in to accept it, and no longer", async () => {
      await using it = await open(engine);
      const { auth, fern, moss, services, server } = it;
      for (const { orgId, memberId: by } of [fern, moss]) {
        const { memberId } = await it.benIn(orgId);
        await setActive({ services, orgId, by }, memberId, false);
        await auth.onMemberChanged(orgId, memberId);
      }
      await expect(server.signIn(BEN)).rejects.toThrow();
      const token = await it.invite();

      const cookie = await server.signIn(BEN);
      const { loginId, isMember } = await account(server, cookie);
      expect(isMember).toBeFalse();
      const nowhere = await overHttp(server.origin, { cookie }).ask({
        path: "agent.me",
        type: "query",
        input: "{}",
      });
      expect(nowhere.status).toBe(401);
      await auth.ownCompanies.join(loginId, { token, name: "Ben" });
      expect(await auth.authenticate(new Headers({ cookie }), moss.orgId)).not.toBeNull();
    });
  });
}
