import { describe, expect, test } from "bun:test";
import type { CustomerId } from "#domain/model/ids.ts";
import { createLostCustomers } from "./lost-customers.ts";

const ORG = "org_1";
const MARIA = "cus_maria";

function lostAt(now: number) {
  const lost = createLostCustomers();
  lost.add(ORG, MARIA);
  expect(lost.absentFor(10, now)).toEqual([]);
  return lost;
}

describe("lost customers", () => {
  test("are absent from the first look at the clock after the loss", () => {
    const lost = lostAt(100);

    expect(lost.absentFor(10, 109)).toEqual([]);
    expect(lost.absentFor(10, 110)).toEqual([{ orgId: ORG, customerId: MARIA, since: 100 }]);
  });

  test("are returned until they are removed", () => {
    const lost = lostAt(100);
    lost.removeAll(lost.absentFor(10, 110));

    expect(lost.absentFor(10, 120)).toEqual([]);
  });

  test("stay if they have been lost again since", () => {
    const lost = lostAt(100);
    const done = lost.absentFor(10, 110);
    lost.add(ORG, MARIA);
    lost.removeAll(done);

    expect(lost.absentFor(0, 130)).toEqual([{ orgId: ORG, customerId: MARIA, since: 130 }]);
  });

  test("are no longer lost with a new connection", () => {
    const lost = lostAt(100);
    lost.remove(MARIA);

    expect(lost.absentFor(10, 120)).toEqual([]);
  });

  test("are absent anew from a clock that was set back", () => {
    const lost = lostAt(100);

    expect(lost.absentFor(10, 50)).toEqual([]);
    expect(lost.absentFor(10, 60)).toEqual([{ orgId: ORG, customerId: MARIA, since: 50 }]);
  });

  test("are looked up 500 at a time", () => {
    const lost = createLostCustomers();
    for (let nth = 0; nth < 501; nth += 1) lost.add(ORG, `cus_${nth}` satisfies CustomerId);

    const first = lost.absentFor(0, 100);
    lost.removeAll(first);

    expect(first).toHaveLength(500);
    expect(lost.absentFor(0, 100)).toHaveLength(1);
  });
});
