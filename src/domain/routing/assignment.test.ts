import { describe, expect, test } from "bun:test";
import { assign, rosterAfterAssignment, USES_EQUAL_LOAD } from "./assignment.ts";
import { type Assigning, POLICIES, type Policy } from "../model/settings.ts";
import type { Candidate } from "../model/member.ts";

const leastBusy: Assigning = { policy: "least-busy", equalLoad: "take-turns", capacity: 4 };
const ada: Candidate = {
  memberId: "mem_ada",
  name: "Ada",
  publicName: null,
  role: "agent",
  active: true,
  available: true,
  present: true,
  capacity: null,
  load: 0,
  lastAssignedNo: null,
};
const ben: Candidate = { ...ada, memberId: "mem_ben", name: "Ben" };
const cleo: Candidate = { ...ada, memberId: "mem_cleo", name: "Cleo" };
const never = (): number => {
  throw new Error("no random number is needed here");
};

function chosen(
  roster: readonly Candidate[],
  assigning = leastBusy,
  last: Candidate | null = null,
  random = never,
) {
  return assign(roster, assigning, last?.memberId ?? null, random)?.name ?? null;
}

/**
 * Who is chosen of Cleo with three chats, Ben with one and Ada with two, in that order, by the highest random number.
 */
const CHOSEN: Readonly<Record<Policy, string>> = { "least-busy": "Ben", "take-turns": "Cleo", random: "Ada" };

describe("who is given the next chat", () => {
  test("nobody, when nobody works here", () => {
    expect(chosen([])).toBeNull();
  });

  test.each([
    ["switched off", { available: false }],
    ["not connected", { present: false }],
    ["deactivated", { active: false }],
    ["at the company's capacity", { load: 4 }],
    ["at a capacity of their own", { load: 1, capacity: 1 }],
  ])("not who is %s", (_, terms) => {
    expect(chosen([{ ...ada, ...terms }])).toBeNull();
  });

  test("an own capacity may be larger than the company's", () => {
    expect(chosen([{ ...ada, load: 4, capacity: 9 }])).toBe("Ada");
  });

  test("the least busy", () => {
    expect(
      chosen([
        { ...ada, load: 2 },
        { ...ben, load: 1 },
        { ...cleo, load: 3 },
      ]),
    ).toBe("Ben");
  });

  test("among equally busy ones, the first in the cursor's order", () => {
    expect(chosen([{ ...cleo, load: 1 }, ben, ada])).toBe("Ben");
  });

  test("among equally busy ones at random, where the company chose that", () => {
    const random: Assigning = { ...leastBusy, equalLoad: "random" };

    expect(chosen([{ ...cleo, load: 1 }, ben, ada], random, null, () => 0.99)).toBe("Ada");
    expect(chosen([{ ...cleo, load: 1 }, ben, ada], random, null, () => 0)).toBe("Ben");
  });

  test("taking turns, the first in the cursor's order however busy", () => {
    expect(chosen([{ ...cleo, load: 3 }, ada], { ...leastBusy, policy: "take-turns" })).toBe("Cleo");
  });

  test("at random, anyone", () => {
    const random: Assigning = { ...leastBusy, policy: "random" };

    expect(chosen([ada, ben, { ...cleo, load: 3 }], random, null, () => 0.999)).toBe("Cleo");
  });

  test.each(POLICIES)("under %s, whom that policy is for", (policy) => {
    const roster = [
      { ...cleo, load: 3 },
      { ...ben, load: 1 },
      { ...ada, load: 2 },
    ];

    expect(chosen(roster, { ...leastBusy, policy }, null, () => 0.999)).toBe(CHOSEN[policy]);
  });

  test.each(POLICIES)(
    "under %s, which of two equals it is depends on the setting for equals only if that is said to be used",
    (policy) => {
      const by = (equalLoad: Assigning["equalLoad"]) =>
        chosen([ada, ben], { ...leastBusy, policy, equalLoad }, null, () => 0.99);

      expect(by("take-turns") !== by("random")).toBe(USES_EQUAL_LOAD[policy]);
    },
  );

  test("under a policy that only a newer build knows, the least busy", () => {
    const newer: Assigning = JSON.parse('{"policy":"invented","equalLoad":"take-turns","capacity":4}');

    expect(assign([{ ...ada, load: 1 }, ben], newer, null, never)).toMatchObject({
      name: "Ben",
      reason: { rule: "least-busy" },
    });
  });

  test("a returning customer gets their last agent, even one busier than the least busy", () => {
    expect(chosen([ada, { ...ben, load: 1 }], leastBusy, ben)).toBe("Ben");
  });

  test("but not one two busier", () => {
    expect(chosen([ada, { ...ben, load: 2 }], leastBusy, ben)).toBe("Ada");
  });

  test("nor one who cannot be given chats", () => {
    expect(chosen([ada, { ...ben, available: false }], leastBusy, ben)).toBe("Ada");
  });

  test("nor when agents take turns", () => {
    expect(chosen([ada, ben], { ...leastBusy, policy: "take-turns" }, ben)).toBe("Ada");
  });

  test("every assignment keeps its reason", () => {
    expect(assign([ada, { ...ben, load: 1 }, cleo], leastBusy, null, never)?.reason).toEqual({
      rule: "least-busy",
      candidates: [
        { memberId: "mem_ada", load: 0 },
        { memberId: "mem_ben", load: 1 },
        { memberId: "mem_cleo", load: 0 },
      ],
      tieBreak: "cursor",
    });
  });
});

describe("an assignment", () => {
  const random: Assigning = { policy: "random", equalLoad: "take-turns", capacity: 4 };

  test("names the agent and the rule", () => {
    expect(assign([ada], leastBusy, null, never)).toEqual({
      memberId: "mem_ada",
      name: "Ada",
      reason: { rule: "least-busy", candidates: [{ memberId: "mem_ada", load: 0 }], tieBreak: null },
    });
    expect(assign([ada, ben], leastBusy, "mem_ben", never)?.reason).toMatchObject({
      rule: "last-agent",
      tieBreak: null,
    });
  });

  test("says how a tie was broken, under every policy", () => {
    const reasonOf = (assigning: Assigning) => assign([ada, ben], assigning, null, () => 0)?.reason;

    expect(reasonOf(random)).toMatchObject({ rule: "random", tieBreak: "random" });
    expect(reasonOf({ ...random, policy: "take-turns" })).toMatchObject({
      rule: "take-turns",
      tieBreak: "cursor",
    });
    expect(reasonOf({ ...leastBusy, equalLoad: "random" })).toMatchObject({
      rule: "least-busy",
      tieBreak: "random",
    });
    expect(assign([ada], random, null, never)?.reason).toMatchObject({ rule: "random", tieBreak: null });
  });

  test("raises the load of the agent by one and puts them last in the order", () => {
    expect(rosterAfterAssignment([ada, { ...ben, load: 2 }, cleo], "mem_ada")).toEqual([
      { ...ben, load: 2 },
      cleo,
      { ...ada, load: 1 },
    ]);
  });
});
