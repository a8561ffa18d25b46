import { describe, expect, test } from "bun:test";
import type { MemberId, OrgId } from "#domain/model/ids.ts";
import { HOUR } from "#domain/model/instant.ts";
import { beginSecondStep, confirmSecondStep, setRequiresSecondStep } from "../../db/auth/second-steps.ts";
import type { Store } from "../../db/store/store.ts";
import { addInvitation } from "../../db/team/invitations.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openCommand } from "../../db/testing/sample-commands.ts";
import { deriveKeys } from "../../security/derived-keys.ts";
import { createUserVault } from "../../security/vault.ts";
import { companyServices, TEST_SECRET } from "../testing/company-services.ts";
import { teamView } from "./team-view.ts";

async function userIdOf({ db, tables: { member } }: Store, id: MemberId): Promise<string> {
  const rows = await db.select().from(member);
  return rows.find((row) => row.id === id)?.userId ?? "";
}

async function giveSecondStep(store: Store, userId: string, sealedSecret: string): Promise<void> {
  await store.transact(async (writer) => {
    await beginSecondStep(writer, { userId, sealedSecret, createdAt: 1 });
    await confirmSecondStep(writer, { userId, sealedSecret, usedNo: 1, at: 2 });
  });
}

async function invite(store: Store, orgId: OrgId, email: string, expiresAt: number): Promise<void> {
  const invitation = { id: `inv_${email}` as const, email, role: "agent", createdBy: null } as const;
  const tokenHash = `hash of ${email}`;
  await store.transact((writer) =>
    addInvitation(writer, orgId, { ...invitation, createdAt: 1, expiresAt, tokenHash }),
  );
}

for (const engine of ENGINES) {
  describe(`the team on ${engine.name}`, () => {
    test("shows who is present with how many chats, and open invitations to admins", async () => {
      await using it = await companyServices(engine, { answers: "agents" });
      const { clock, store, orgId, services, record } = it;
      const mia = await addMemberWithAccount(store, orgId, "Mia");
      const noa = await addMemberWithAccount(store, orgId, "Noa", { present: false });
      await record(orgId, openCommand("maria"));
      await record(orgId, openCommand("noor"));
      await invite(store, orgId, "open@example.com", clock.now + HOUR);
      await invite(store, orgId, "late@example.com", clock.now - 1);

      const shown = await teamView(services, orgId, "admin");

      expect(shown.members.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
        { ...mia, present: true, load: 2, hasSecondStep: false, isSecondStepReadable: true },
        { ...noa, present: false, load: 0, hasSecondStep: false, isSecondStepReadable: true },
      ]);
      expect(shown.invitations.map(({ email }) => email)).toEqual(["open@example.com"]);
      expect(shown.secondStepRequired).toBe(false);
    });

    test("shows admins who has a second step, and whether its codes can be checked; agents not", async () => {
      await using it = await companyServices(engine);
      const { clock, store, orgId, services } = it;
      const members = new Map<string, MemberId>();
      for (const name of ["Ana", "Ben", "Cleo"])
        members.set(name, (await addMemberWithAccount(store, orgId, name)).id);
      const [ana, ben] = [
        await userIdOf(store, members.get("Ana") ?? "mem_"),
        await userIdOf(store, members.get("Ben") ?? "mem_"),
      ];
      await giveSecondStep(store, ana, createUserVault(deriveKeys([TEST_SECRET])).seal(ana, "GEZDGNBV"));
      await giveSecondStep(store, ben, createUserVault(deriveKeys(["a replaced secret"])).seal(ben, "GEZD"));
      await invite(store, orgId, "open@example.com", clock.now + HOUR);
      await store.transact((writer) => setRequiresSecondStep(writer, orgId, true));
      const stepsFor = async (role: "admin" | "agent") =>
        (await teamView(services, orgId, role)).members
          .toSorted((a, b) => a.name.localeCompare(b.name))
          .map(({ hasSecondStep, isSecondStepReadable }) => [hasSecondStep, isSecondStepReadable]);

      expect(await stepsFor("admin")).toEqual([
        [true, true],
        [true, false],
        [false, true],
      ]);
      expect(await stepsFor("agent")).toEqual([
        [null, true],
        [null, true],
        [null, true],
      ]);
      expect(await teamView(services, orgId, "agent")).toMatchObject({
        invitations: [],
        secondStepRequired: true,
      });
    });
  });
}
