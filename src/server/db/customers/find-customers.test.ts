import { describe, expect, test } from "bun:test";
import { Refusal } from "#domain/model/refusal.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { ENGINES } from "../testing/engines.ts";
import { organizationWithClock } from "../testing/organization-with-clock.ts";
import { endCommand, openAsCommand, openCommand } from "../testing/sample-commands.ts";
import { customerName, findCustomersByEmail, getCustomer, listCustomers } from "./customers.ts";

for (const engine of ENGINES) {
  describe(`finding customers on ${engine.name}`, () => {
    test("are found by their address in any case, the latest first, with the number of their chats", async () => {
      await using place = await organizationWithClock(engine);
      const { store, orgId, record, clock } = place;
      const open = async (id: string, name: string) => {
        clock.now += 1_000;
        return (await record(orgId, openAsCommand(`cus_${id}`, name))).result;
      };
      await record(orgId, endCommand(await open("1", "ada")));
      await open("2", "ada");
      await open("1", "ada");
      await open("3", "ben");

      const found = await findCustomersByEmail(store, orgId, "ADA@Example.com");
      expect(found).toEqual([
        { customer: { id: "cus_1", name: "ada", email: "ada@example.com" }, chats: 2, lastAt: 4_000 },
        { customer: { id: "cus_2", name: "ada", email: "ada@example.com" }, chats: 1, lastAt: 3_000 },
      ]);
      expect(await findCustomersByEmail(store, await addOrganization(store), "ada@example.com")).toEqual([]);
    });

    test("are named by their id in their company alone", async () => {
      await using place = await organizationWithClock(engine);
      const { store, orgId, record } = place;
      for (const name of ["ada", "ben"]) await record(orgId, openCommand(name));
      const ada = { id: "cus_ada_anybody", name: "ada", email: "ada@example.com" } as const;

      expect(await getCustomer(store, orgId, ada.id)).toEqual(ada);
      expect(await listCustomers(store, orgId, [ada.id, "cus_none"])).toEqual([ada]);
      expect(await customerName(store, orgId, ada.id)).toBe("ada");
      expect(await getCustomer(store, "org_other", ada.id)).toBeNull();
      const unknown = customerName(store, orgId, "cus_none").catch((error: unknown) => error);
      expect(await unknown).toEqual(new Refusal("customer-unknown"));
    });
  });
}
