import { expect, test } from "bun:test";
import { InMemoryOrganization } from "../testing/in-memory-organization.ts";
import { decideEraseCustomer } from "./erase-customer.ts";

test("a customer goes with all their chats, open or ended, and with nobody else's", () => {
  const organization = new InMemoryOrganization();
  const first = organization.open("maria");
  organization.now = organization.session(first).clock.expiresAt;
  const second = organization.open("maria");
  organization.open("jo");

  const decision = decideEraseCustomer(organization.scene(), "cus_maria");

  expect(decision.result).toEqual({ chats: 2 });
  expect(decision.facts).toEqual([
    { kind: "erased", customers: ["cus_maria"], sessions: [first, second], at: organization.now },
  ]);
});

test("a customer who is not there cannot be erased", () => {
  const decision = decideEraseCustomer(new InMemoryOrganization().scene(), "cus_nobody");

  expect(decision).toMatchObject({ facts: [], result: { chats: 0 }, refusal: { code: "customer-unknown" } });
});
