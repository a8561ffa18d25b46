import { expect, test } from "bun:test";
import { LIMITS } from "../limits/limits.ts";
import { connectionAllowanceOf } from "./connection-allowance.ts";

const { sockets, subscriptions } = LIMITS;

test("a member's sockets count together on all devices, and carry a whole screen", () => {
  const { countedAs, ...allowed } = connectionAllowanceOf({
    caller: {
      kind: "member",
      orgId: "org_1",
      memberId: "mem_ana",
      name: "Ana",
      role: "agent",
      loginId: "session_1",
      needsSecondStep: false,
    },
  });

  expect(countedAs).toBe("mem_ana");
  expect(allowed).toEqual({ sockets: sockets.perMember, subscriptions: subscriptions.perMemberSocket });
});

test("a customer's sockets count together; who is not known yet is counted by address alone", () => {
  const few = { sockets: sockets.perCustomer, subscriptions: subscriptions.perCustomerSocket };
  const visitor = { kind: "visitor", orgId: "org_1", customerId: "cus_1", name: "Maria" } as const;

  expect(connectionAllowanceOf({ caller: visitor })).toEqual({ countedAs: "cus_1", ...few });
  for (const caller of [{ kind: "nobody" }, { kind: "passer-by", orgId: "org_1" }] as const)
    expect(connectionAllowanceOf({ caller })).toEqual({ countedAs: null, ...few });
});
