import { describe, expect, test } from "bun:test";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { companyServices } from "../testing/company-services.ts";
import { listColleagues } from "./list-colleagues.ts";

for (const engine of ENGINES) {
  describe(`colleagues on ${engine.name}`, () => {
    test("colleagues see each other's names, and who is available and present", async () => {
      await using it = await companyServices(engine);
      const { clock, store, orgId } = it;
      const mia = await addMemberWithAccount(store, orgId, "Mia", { present: false });
      const noa = await addMemberWithAccount(store, orgId, "Noa", { available: false });
      await addMemberWithAccount(store, orgId, "Otto", { active: false });

      const colleagues = await listColleagues(store, orgId, clock.now);

      expect(colleagues.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
        { id: mia.id, name: "Mia", available: true, present: false },
        { id: noa.id, name: "Noa", available: false, present: true },
      ]);
    });
  });
}
