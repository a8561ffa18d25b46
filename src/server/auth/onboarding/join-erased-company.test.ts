import { describe, expect, test } from "bun:test";
import type { OrgId } from "#domain/model/ids.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { type Engine, ENGINES } from "../../db/testing/engines.ts";
import { closeErasedOrganization } from "../../db/privacy/close-erased-organization.ts";
import { addInvitation } from "../../db/team/invitations.ts";
import { findPlaceOf } from "../../db/team/members.ts";
import type { AuthDeps } from "../account/auth-deps.ts";
import { createAuthService } from "../auth-service.ts";
import { openAuthServiceWithAdmin, PASSWORD, signIn } from "../testing/auth-service.ts";
import { joinWithAccount } from "./join-with-account.ts";

const ROLE = { role: "agent", createdBy: null } as const;
const UNKNOWN = { code: "invitation-unknown" };

/** A company with an open invitation for anybody, and a person with an account in another one. */
async function companyToErase(engine: Engine) {
  const opened = await openAuthServiceWithAdmin(engine);
  const { store, means } = opened;
  const ana = await opened.accounts.authenticate(await signIn(opened.accounts));
  if (ana === null) throw new Error("Ana is not signed in.");
  const { orgId } = ana;
  const other = await addOrganization(store);
  const mia = await addMemberWithAccount(store, other, "Mia");
  const rows = await store.db.select().from(store.tables.member);
  const userId = rows.find(({ id }) => id === mia.id)?.userId ?? "";
  const { link } = await opened.accounts.invite(orgId, { email: null, ...ROLE });
  const token = link.slice(link.lastIndexOf("/") + 1);
  const members = async () => (await store.db.select().from(store.tables.member)).length;
  const erase = () => store.transact((writer) => closeErasedOrganization(writer, orgId, means.now()));
  return { ...opened, orgId, userId, anaId: ana.userId, token, members, erase };
}

/** Both ways to use an invitation. */
const WAYS: Record<string, (it: { means: AuthDeps; token: string; userId: string }) => Promise<unknown>> = {
  "with a new account": ({ means, token }) =>
    createAuthService(means).acceptInvitation(
      { name: "Ken", email: "ken@fern.shop", password: PASSWORD, token },
      "a",
    ),
  "with the account they have": ({ means, token, userId }) =>
    joinWithAccount(means, userId, { token, name: "Mia" }),
};

describe.each(ENGINES)("an erased company on $name", (engine) => {
  test("keeps no invitation", async () => {
    await using it = await companyToErase(engine);

    await it.erase();

    expect(await it.store.db.select().from(it.store.tables.invitation)).toEqual([]);
    await expect(it.accounts.readInvitation(it.token)).rejects.toMatchObject(UNKNOWN);
  });

  for (const [way, use] of Object.entries(WAYS)) {
    test(`is not joined ${way} through an invitation made at the moment of the erasure`, async () => {
      await using it = await companyToErase(engine);
      await it.erase();
      const at = it.means.now();
      const invitation = {
        id: "inv_late",
        email: null,
        ...ROLE,
        createdAt: at,
        expiresAt: at + 1_000,
      } as const;
      const late = { ...invitation, tokenHash: it.means.hash("late") };
      await it.store.transact((writer) => addInvitation(writer, it.orgId, late));
      const before = await it.members();

      await expect(it.accounts.readInvitation("late")).rejects.toMatchObject(UNKNOWN);
      await expect(use({ ...it, token: "late" })).rejects.toMatchObject(UNKNOWN);
      expect(await it.members()).toBe(before);
    });

    test(`is not joined ${way} by who read the invitation before the erasure`, async () => {
      await using it = await companyToErase(engine);
      const before = await it.members();
      const store = {
        ...it.means.store,
        async transact<T>(...work: Parameters<typeof it.means.store.transact<T>>): Promise<T> {
          await it.erase();
          return it.means.store.transact(...work);
        },
      };

      await expect(use({ ...it, means: { ...it.means, store } })).rejects.toMatchObject(UNKNOWN);
      expect(await it.members()).toBe(before);
    });

    test(`cannot be erased while somebody joins ${way}: they hold its lock first`, async () => {
      await using it = await companyToErase(engine);
      const steps: (OrgId | "invitation read")[] = [];
      const store = {
        ...it.means.store,
        transact: <T>(work: Parameters<typeof it.means.store.transact<T>>[0]): Promise<T> =>
          it.means.store.transact((writer, organizations) => {
            const lock = (orgId: OrgId) => {
              steps.push(orgId);
              return writer.lock(orgId);
            };
            const now = () => {
              steps.push("invitation read");
              return writer.now();
            };
            return work({ ...writer, lock, now }, organizations);
          }),
      };

      await use({ ...it, means: { ...it.means, store } });

      expect(steps).toContain("invitation read");
      expect(steps.slice(0, steps.indexOf("invitation read"))).toContain(it.orgId);
    });
  }

  test("is no place of an account, even of a member who is still active", async () => {
    await using it = await companyToErase(engine);
    const { store, anaId, orgId } = it;
    expect(await findPlaceOf(store, anaId, orgId)).toMatchObject({ orgId });
    const { organization } = store.tables;
    await store.transact((writer) => writer.db.update(organization).set({ erasedAt: 1 }));

    expect(await findPlaceOf(store, anaId, orgId)).toBeNull();
    expect(await findPlaceOf(store, anaId, null)).toBeNull();
  });
});
