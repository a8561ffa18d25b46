import { describe, expect, test } from "bun:test";
import { Refusal } from "#domain/model/refusal.ts";
import { getSession } from "../../db/conversations/sessions.ts";
import { getMember } from "../../db/team/members.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openCommand } from "../../db/testing/sample-commands.ts";
import { auditLogPage } from "../privacy/audit-log-page.ts";
import { companyServices } from "../testing/company-services.ts";
import { setActive, setAvailable, setPublicName, setRole } from "./change-member.ts";
import { listColleagues } from "./list-colleagues.ts";

for (const engine of ENGINES) {
  describe(`changes of members on ${engine.name}`, () => {
    test("a member who becomes available is assigned waiting chats, and one who does not is not", async () => {
      await using it = await companyServices(engine, { answers: "agents" });
      const { store, orgId, services, record } = it;
      const mia = await addMemberWithAccount(store, orgId, "Mia", { available: false });
      const { result: id } = await record(orgId, openCommand("maria"));

      await setAvailable(services, orgId, mia.id, false);
      expect(await getSession(store, orgId, id)).toMatchObject({ holder: { kind: "queue" } });
      await setAvailable(services, orgId, mia.id, true);

      expect(await getSession(store, orgId, id)).toMatchObject({ holder: { memberId: mia.id } });
      expect(await getMember(store, orgId, mia.id)).toMatchObject({ available: true });
    });

    test("an admin changes roles, which the audit log keeps, but not the role of the last admin", async () => {
      await using it = await companyServices(engine);
      const { store, orgId, services } = it;
      const ana = await addMemberWithAccount(store, orgId, "Ana", { role: "admin" });
      const ben = await addMemberWithAccount(store, orgId, "Ben");
      const request = { services, orgId, by: ana.id };

      await expect(setRole(request, ana.id, "agent")).rejects.toThrow(new Refusal("last-admin"));
      await setRole(request, ben.id, "admin");
      await setRole(request, ana.id, "agent");
      await expect(setRole(request, "mem_unknown", "agent")).rejects.toThrow(new Refusal("member-unknown"));

      expect((await getMember(store, orgId, ben.id))?.role).toBe("admin");
      expect((await getMember(store, orgId, ana.id))?.role).toBe("agent");
      const { lines } = await auditLogPage(services, orgId, { before: null, topic: null });
      expect(lines).toMatchObject([
        { action: "role-changed", by: "Ana", about: "Ana", role: "agent" },
        { action: "role-changed", by: "Ana", about: "Ben", role: "admin" },
      ]);
    });

    test("a public name is stored and audited without the name, and stays with what was recorded", async () => {
      await using it = await companyServices(engine, { answers: "agents" });
      const { store, orgId, services, record } = it;
      const ana = await addMemberWithAccount(store, orgId, "Ana", { role: "admin", available: false });
      const mia = await addMemberWithAccount(store, orgId, "Mia");
      const request = { services, orgId, by: ana.id };

      await setPublicName(request, mia.id, "Robin");
      const { result: id } = await record(orgId, openCommand("maria"));
      await setPublicName(request, mia.id, null);

      expect((await getSession(store, orgId, id))?.holder).toEqual({
        kind: "agent",
        memberId: mia.id,
        name: "Mia",
        publicName: "Robin",
      });
      expect((await getMember(store, orgId, mia.id))?.publicName).toBeNull();
      await expect(setPublicName(request, mia.id, "acme")).rejects.toThrow(new Refusal("name-of-company"));
      await expect(setPublicName(request, "mem_unknown", "Robin")).rejects.toThrow(
        new Refusal("member-unknown"),
      );
      const { lines } = await auditLogPage(services, orgId, { before: null, topic: "members" });
      expect(lines).toMatchObject([
        { action: "public-name-changed", by: "Ana", about: "Mia" },
        { action: "public-name-changed", by: "Ana", about: "Mia" },
      ]);
      expect(JSON.stringify(lines)).not.toContain("Robin");
    });

    test("the chats of a deactivated member go to a colleague, and a reactivated one gets chats again", async () => {
      await using it = await companyServices(engine, { answers: "agents" });
      const { store, orgId, services, record } = it;
      const ana = await addMemberWithAccount(store, orgId, "Ana", { role: "admin", available: false });
      const mia = await addMemberWithAccount(store, orgId, "Mia");
      const request = { services, orgId, by: ana.id };
      const { result: id } = await record(orgId, openCommand("maria"));
      expect(await getSession(store, orgId, id)).toMatchObject({ holder: { memberId: mia.id } });
      const noa = await addMemberWithAccount(store, orgId, "Noa");

      await expect(setActive(request, ana.id, false)).rejects.toThrow(new Refusal("last-admin"));
      await setActive(request, mia.id, false);
      expect(await getSession(store, orgId, id)).toMatchObject({ holder: { memberId: noa.id } });
      expect((await listColleagues(store, orgId, it.clock.now)).map(({ name }) => name).toSorted()).toEqual([
        "Ana",
        "Noa",
      ]);
      await setActive(request, noa.id, false);
      expect(await getSession(store, orgId, id)).toMatchObject({ holder: { kind: "queue" } });
      await setActive(request, mia.id, true);

      expect(await getSession(store, orgId, id)).toMatchObject({ holder: { memberId: mia.id } });
      const { lines } = await auditLogPage(services, orgId, { before: null, topic: null });
      expect(lines.map(({ action, by, about }) => [action, by, about])).toEqual([
        ["member-reactivated", "Ana", "Mia"],
        ["member-deactivated", "Ana", "Noa"],
        ["member-deactivated", "Ana", "Mia"],
      ]);
    });
  });
}
