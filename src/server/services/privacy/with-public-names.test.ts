import { expect, test } from "bun:test";
import { withPublicNames } from "./with-public-names.ts";

test("a customer's data names members as the customer reads them, at any depth", () => {
  const row = {
    no: 1,
    fact: { message: { author: { kind: "member", name: "Ada", publicName: "Robin" } }, sources: [] },
    state: { holder: { name: "Ada" }, lastWords: [{ name: "Ada", publicName: "Robin" }], left: null },
  };

  expect(withPublicNames(row)).toEqual({
    no: 1,
    fact: { message: { author: { kind: "member", name: "Robin" } }, sources: [] },
    state: { holder: { name: "Ada" }, lastWords: [{ name: "Robin" }], left: null },
  });
});

test("who held a session before is named by their public name, and not at all where none was recorded", () => {
  const states = [
    { heldBefore: { memberId: "mem_ada", name: "Ada", publicName: "Robin" } },
    { heldBefore: { memberId: "mem_ada", name: "Ada" } },
    { heldBefore: null },
  ];

  expect(withPublicNames({ states })).toEqual({
    states: [
      { heldBefore: { memberId: "mem_ada", name: "Robin" } },
      { heldBefore: { memberId: "mem_ada" } },
      { heldBefore: null },
    ],
  });
});
