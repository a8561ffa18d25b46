import { describe, expect, test } from "bun:test";
import { customerName, findCustomerByToken, getCustomer, listCustomers } from "./customers.ts";
import { ENGINES } from "../testing/engines.ts";
import { openCommand } from "../testing/sample-commands.ts";
import { organizationWithClock } from "../testing/organization-with-clock.ts";

for (const engine of ENGINES) {
  describe(`customers on ${engine.name}`, () => {
    test("are known by their token until its time is up", async () => {
      await using services = await organizationWithClock(engine);
      const { store, orgId, record } = services;
      await record(orgId, openCommand("ada"));
      const ada = { id: "cus_ada_anybody", name: "ada", email: "ada@example.com" } as const;
      const hash = "hash of cus_ada_anybody";

      expect(await findCustomerByToken(store, hash, 2_000)).toEqual({ orgId, customer: ada });
      expect(await findCustomerByToken(store, hash, 4_000_000_000_000)).toBeNull();
      expect(await findCustomerByToken(store, "another", 2_000)).toBeNull();
      expect(await getCustomer(store, orgId, ada.id)).toEqual(ada);
      expect(await getCustomer(store, "org_other", ada.id)).toBeNull();
      expect(await listCustomers(store, orgId, [ada.id, "cus_nobody"])).toEqual([ada]);
      expect(await customerName(store, orgId, ada.id)).toBe("ada");
    });
  });
}
