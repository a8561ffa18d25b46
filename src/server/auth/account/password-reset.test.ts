import { describe, expect, test } from "bun:test";
import { MINUTE } from "#domain/model/instant.ts";
import { closeErasedOrganization } from "../../db/privacy/close-erased-organization.ts";
import { listAuditEntries } from "../../db/privacy/audit-log.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { ANA, openAuthServiceWithAdmin, PASSWORD, signIn } from "../testing/auth-service.ts";
import { setMemberActive } from "../testing/set-member-active.ts";
import { ownerAt, trySignIn, turnOnSecondStep } from "../testing/turn-on-second-step.ts";
import { createPasswordResetLinkFor } from "./password-reset.ts";

const NEXT = "green kettle, quiet morning";
const KEN = { name: "Ken", email: "ken@fern.shop", password: PASSWORD };

type Opened = Awaited<ReturnType<typeof openAuthServiceWithAdmin>>;

/** Ana's company with Ken in it. */
async function withKen(opened: Opened) {
  const { owner: ana } = await ownerAt(opened);
  const { link } = await opened.accounts.invite(ana.orgId, {
    email: null,
    role: "agent",
    createdBy: ana.memberId,
  });
  await opened.accounts.acceptInvitation({ ...KEN, token: link.slice(link.lastIndexOf("/") + 1) }, "a");
  const { owner: ken, headers } = await ownerAt(opened, KEN.email);
  return { ana, ken, headers };
}

/** A link's token, made by Ana for Ken. */
async function tokenFor(
  opened: Opened,
  { ana, ken }: Pick<Awaited<ReturnType<typeof withKen>>, "ana" | "ken">,
) {
  const admin = { orgId: ana.orgId, by: ana.memberId };
  const link = await opened.accounts.createPasswordResetLink(admin, ken.memberId);
  expect(link).toStartWith("http://localhost:3000/reset#");
  return link.slice(link.indexOf("#") + 1);
}

for (const engine of ENGINES) {
  describe(`a link to reset a password on ${engine.name}`, () => {
    test("sets a new one, which ends every login of the account", async () => {
      await using opened = await openAuthServiceWithAdmin(engine);
      const both = await withKen(opened);
      const token = await tokenFor(opened, both);
      expect(await signIn(opened.accounts, KEN.email)).toBeInstanceOf(Headers);
      expect(await opened.accounts.readPasswordResetLink(token)).toEqual({
        email: KEN.email,
        name: "Ken",
        companyName: "Fern & Kettle",
      });

      await opened.accounts.resetPassword({ token, password: NEXT }, "a");

      expect(opened.disconnected).toContainEqual({ loginId: both.ken.loginId });
      expect(await opened.accounts.authenticate(both.headers)).toBeNull();
      expect(signIn(opened.accounts, KEN.email)).rejects.toThrow("401");
      expect(await signIn(opened.accounts, KEN.email, NEXT)).toBeInstanceOf(Headers);
      expect(await signIn(opened.accounts, ANA.email)).toBeInstanceOf(Headers);
    });

    test("works once, however many use it at the same moment", async () => {
      await using opened = await openAuthServiceWithAdmin(engine);
      const token = await tokenFor(opened, await withKen(opened));

      const outcomes = await Promise.allSettled(
        [1, 2, 3].map((n) => opened.accounts.resetPassword({ token, password: `${NEXT} ${n}` }, "a")),
      );

      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(opened.accounts.readPasswordResetLink(token)).rejects.toMatchObject({ code: "reset-unknown" });
    });

    test("works for an hour, and until there is a newer one", async () => {
      await using opened = await openAuthServiceWithAdmin(engine);
      const both = await withKen(opened);
      const first = await tokenFor(opened, both);
      const second = await tokenFor(opened, both);
      opened.pass(60 * MINUTE - 1);
      expect(opened.accounts.readPasswordResetLink(first)).rejects.toMatchObject({ code: "reset-unknown" });
      expect(await opened.accounts.readPasswordResetLink(second)).toMatchObject({ name: "Ken" });

      opened.pass(1);

      expect(opened.accounts.resetPassword({ token: second, password: NEXT }, "a")).rejects.toMatchObject({
        code: "reset-unknown",
      });
    });

    test("takes no password that is easily guessed, and can then be used with another", async () => {
      await using opened = await openAuthServiceWithAdmin(engine);
      const token = await tokenFor(opened, await withKen(opened));

      for (const [password, detail] of [
        ["short", "too-short"],
        ["Fern & Kettle 1", "too-plain"],
      ] as const)
        await expect(opened.accounts.resetPassword({ token, password }, "a")).rejects.toMatchObject({
          code: "weak-password",
          detail,
        });

      await opened.accounts.resetPassword({ token, password: NEXT }, "a");
      expect(await signIn(opened.accounts, KEN.email, NEXT)).toBeInstanceOf(Headers);
    });

    test("keeps the second step", async () => {
      await using opened = await openAuthServiceWithAdmin(engine);
      const both = await withKen(opened);
      const { code } = await turnOnSecondStep(opened, both.ken);
      const token = await tokenFor(opened, both);

      await opened.accounts.resetPassword({ token, password: NEXT }, "a");

      const form = { email: KEN.email, password: NEXT };
      expect(await trySignIn(opened, form)).toMatchObject({ status: 401, body: { code: "needed" } });
      expect(await trySignIn(opened, { ...form, code: await code() })).toMatchObject({ status: 200 });
    });

    test("lets somebody in who was locked out for guessing", async () => {
      await using opened = await openAuthServiceWithAdmin(engine);
      const token = await tokenFor(opened, await withKen(opened));
      const address = "192.0.2.7";
      for (let n = 0; n < 6; n += 1)
        await trySignIn(opened, { email: KEN.email, password: "a wrong guess" }, address);
      expect((await trySignIn(opened, { email: KEN.email, password: PASSWORD }, address)).status).toBe(429);

      await opened.accounts.resetPassword({ token, password: NEXT }, address);

      expect((await trySignIn(opened, { email: KEN.email, password: NEXT }, address)).status).toBe(200);
    });

    test("is for active members of one's own company", async () => {
      await using opened = await openAuthServiceWithAdmin(engine);
      const both = await withKen(opened);
      const elsewhere = { orgId: "org_elsewhere", by: both.ana.memberId } as const;
      const none = { code: "member-unknown" };
      expect(opened.accounts.createPasswordResetLink(elsewhere, both.ken.memberId)).rejects.toMatchObject(
        none,
      );
      const token = await tokenFor(opened, both);

      await setMemberActive(opened.store, both.ken.memberId, false);

      const admin = { orgId: both.ana.orgId, by: both.ana.memberId };
      expect(opened.accounts.createPasswordResetLink(admin, both.ken.memberId)).rejects.toMatchObject(none);
      expect(opened.accounts.resetPassword({ token, password: NEXT }, "a")).rejects.toMatchObject({
        code: "reset-unknown",
      });
    });

    test("works for one of several that were made at the same moment", async () => {
      await using opened = await openAuthServiceWithAdmin(engine);
      const both = await withKen(opened);
      const tokens = await Promise.all([1, 2, 3, 4].map(() => tokenFor(opened, both)));

      const outcomes: string[] = [];
      for (const token of tokens)
        outcomes.push(
          await opened.accounts.resetPassword({ token, password: NEXT }, "a").then(
            () => "used",
            () => "refused",
          ),
        );

      expect(outcomes.toSorted()).toEqual(["refused", "refused", "refused", "used"]);
    });

    test("ends when the password is changed without it", async () => {
      await using opened = await openAuthServiceWithAdmin(engine);
      const both = await withKen(opened);
      const token = await tokenFor(opened, both);
      const other = await createPasswordResetLinkFor(opened.means, ANA.email);

      const change = { current: PASSWORD, next: NEXT };
      await opened.accounts.changePassword({ ...both.ken, address: "a" }, change);

      const used = opened.accounts.resetPassword({ token, password: `${NEXT} 2` }, "a");
      await expect(used).rejects.toMatchObject({ code: "reset-unknown" });
      expect(await signIn(opened.accounts, KEN.email, NEXT)).toBeInstanceOf(Headers);
      const of = other?.slice(other.indexOf("#") + 1) ?? "";
      expect(await opened.accounts.readPasswordResetLink(of)).toMatchObject({ email: ANA.email });
    });

    test("ends with a member who is deactivated, also for when they are back", async () => {
      await using opened = await openAuthServiceWithAdmin(engine);
      const both = await withKen(opened);
      const { orgId, memberId } = both.ken;
      const token = await tokenFor(opened, both);

      for (const active of [false, true]) {
        await setMemberActive(opened.store, memberId, active);
        await opened.accounts.onMemberChanged(orgId, memberId);
      }

      expect(opened.accounts.readPasswordResetLink(token)).rejects.toMatchObject({ code: "reset-unknown" });
    });

    test("ends with its company, of which it would still name a member", async () => {
      await using opened = await openAuthServiceWithAdmin(engine);
      const both = await withKen(opened);
      const token = await tokenFor(opened, both);

      await opened.store.transact((writer) => closeErasedOrganization(writer, both.ken.orgId, 0));

      expect(opened.accounts.readPasswordResetLink(token)).rejects.toMatchObject({ code: "reset-unknown" });
      const { db, tables } = opened.store;
      expect(await db.select().from(tables.verification)).toEqual([]);
    });

    test("is made for an address by the operator, in whatever letters, for active members only", async () => {
      await using opened = await openAuthServiceWithAdmin(engine);

      const link = await createPasswordResetLinkFor(opened.means, " ANA@fern.shop ");

      const token = link?.slice(link.indexOf("#") + 1) ?? "";
      await opened.accounts.resetPassword({ token, password: NEXT }, "a");
      expect(await signIn(opened.accounts, ANA.email, NEXT)).toBeInstanceOf(Headers);
      expect(await createPasswordResetLinkFor(opened.means, "nobody@fern.shop")).toBeNull();
    });

    test("is in the audit log: who made it for whom, and that it was used", async () => {
      await using opened = await openAuthServiceWithAdmin(engine);
      const both = await withKen(opened);
      const token = await tokenFor(opened, both);
      await createPasswordResetLinkFor(opened.means, ANA.email);

      await opened.accounts.resetPassword({ token, password: NEXT }, "a");

      const { ana, ken } = both;
      const actions = ["password-reset-link-created", "password-reset"];
      const entries = await listAuditEntries(opened.store, ana.orgId, { before: null, actions }, 9);
      expect(entries.map(({ action, memberId, detail }) => [action, memberId, detail])).toEqual([
        ["password-reset", ken.memberId, {}],
        ["password-reset-link-created", null, { id: ana.memberId }],
        ["password-reset-link-created", ana.memberId, { id: ken.memberId }],
      ]);
    });

    test("leaves nothing behind once it has expired and another is made", async () => {
      await using opened = await openAuthServiceWithAdmin(engine);
      const both = await withKen(opened);
      await tokenFor(opened, both);
      opened.pass(60 * MINUTE);

      await createPasswordResetLinkFor(opened.means, ANA.email);

      const { db, tables } = opened.store;
      expect(await db.select({ of: tables.verification.value }).from(tables.verification)).toHaveLength(1);
    });
  });
}
