import { expect, test } from "bun:test";
import { MINUTE } from "../model/instant.ts";
import { needsProof } from "./reauthentication.ts";

test("who has just shown that it is them is not asked again for ten minutes", () => {
  expect(needsProof(0, 0)).toBe(false);
  expect(needsProof(0, 10 * MINUTE)).toBe(false);
});

test("after ten minutes they are", () => {
  expect(needsProof(0, 10 * MINUTE + 1)).toBe(true);
});
