import { describe, expect, test } from "bun:test";
import { Refusal } from "#domain/model/refusal.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openCommand } from "../../db/testing/sample-commands.ts";
import { companyServices } from "../testing/company-services.ts";
import { currentMember } from "./current-member.ts";

for (const engine of ENGINES) {
  describe(`the signed-in member on ${engine.name}`, () => {
    test("a member sees who they are, their company, and whether it has had a chat", async () => {
      await using it = await companyServices(engine);
      const { store, orgId, services, record } = it;
      const mia = await addMemberWithAccount(store, orgId, "Mia");
      const { widgetKey } = await getOrganization(store, orgId);

      expect(await currentMember(services, orgId, mia.id)).toEqual({
        member: mia,
        orgId,
        widgetKey,
        companyName: "Acme",
        hasChats: false,
      });
      await record(orgId, openCommand("maria"));
      expect(await currentMember(services, orgId, mia.id)).toMatchObject({ hasChats: true });
      const other = await addOrganization(store);
      await expect(currentMember(services, other, mia.id)).rejects.toThrow(new Refusal("member-unknown"));
    });
  });
}
