import { describe, expect, test } from "bun:test";
import type { MemberId } from "#domain/model/ids.ts";
import type { Candidate } from "#domain/model/member.ts";
import { createAssignmentOrder } from "./assignment-order.ts";

const candidate = (memberId: MemberId, lastAssignedNo: number | null): Candidate => ({
  memberId,
  name: memberId,
  publicName: null,
  role: "agent",
  active: true,
  available: true,
  present: true,
  capacity: null,
  load: 0,
  lastAssignedNo,
});

const MEMBERS = [
  candidate("mem_b", 2),
  candidate("mem_d", null),
  candidate("mem_a", 1),
  candidate("mem_c", null),
];
const sorted = (order: ReturnType<typeof createAssignmentOrder>, members: readonly Candidate[] = MEMBERS) =>
  order
    .sort("org_1", members)
    .map(({ memberId }) => memberId.slice(-1))
    .join("");

describe("the order in which members are assigned", () => {
  test("begins with who was never assigned, by id, then with whose assignment is longest ago", () => {
    expect(sorted(createAssignmentOrder())).toBe("cdab");
    expect(sorted(createAssignmentOrder(), MEMBERS.toReversed())).toBe("cdab");
    expect(sorted(createAssignmentOrder(), [candidate("mem_b", 1), candidate("mem_a", 1)])).toBe("ab");
  });

  test("ends with who was assigned last, whatever their row says by then", () => {
    const order = createAssignmentOrder();
    sorted(order);
    order.moveToEnd("org_1", "mem_c", 3);
    expect(sorted(order)).toBe("dabc");
    order.moveToEnd("org_1", "mem_a", 4);
    expect(sorted(order)).toBe("dbca");
  });

  test("takes the place of a new member from their row, and that of a known one from memory", () => {
    const order = createAssignmentOrder();
    order.moveToEnd("org_1", "mem_d", 9);
    expect(sorted(order)).toBe("cabd");
    expect(sorted(order, [...MEMBERS, candidate("mem_e", 5)])).toBe("cabed");
    expect(sorted(order, [candidate("mem_a", 100), candidate("mem_b", 2)])).toBe("ab");
  });

  test("is another in each organization, and is read anew once it is forgotten", () => {
    const order = createAssignmentOrder();
    order.moveToEnd("org_2", "mem_c", 9);
    expect(sorted(order)).toBe("cdab");
    order.moveToEnd("org_1", "mem_c", 9);
    order.forget("org_2");
    expect(sorted(order)).toBe("dabc");
    order.forget("org_1");
    expect(sorted(order)).toBe("cdab");
  });
});
