import { expect, test } from "bun:test";
import { InMemoryOrganization, NOON } from "../testing/in-memory-organization.ts";
import { decideEraseOrganization } from "./erase-organization.ts";

const scene = new InMemoryOrganization().scene();

test.each(["Fern & Kettle", "  Fern & Kettle\n"])(
  "the company is erased where its name is typed: %j",
  (typed) => {
    expect(decideEraseOrganization(scene, typed)).toEqual({
      facts: [{ kind: "organization-erased", at: NOON }],
      result: true,
      changes: { erasesOrganization: true },
      refusal: null,
    });
  },
);

test.each(["", "fern & kettle", "Fern"])("nothing happens where another name is typed: %j", (typed) => {
  expect(decideEraseOrganization(scene, typed)).toEqual({
    facts: [],
    result: false,
    changes: {},
    refusal: null,
  });
});
