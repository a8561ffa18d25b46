import { expect, test } from "bun:test";
import { MINUTE } from "../model/instant.ts";
import { needsReauthentication } from "./reauthentication.ts";

test("who has just shown that it is them is not asked again for ten minutes", () => {
  expect(needsReauthentication(0, 0)).toBe(false);
  expect(needsReauthentication(0, 10 * MINUTE)).toBe(false);
});

test("after ten minutes they are", () => {
  expect(needsReauthentication(0, 10 * MINUTE + 1)).toBe(true);
});

test("a proof from the future, of before the clock was set back, is none", () => {
  expect(needsReauthentication(3 * 60 * MINUTE, 0)).toBe(true);
  expect(needsReauthentication(MINUTE, 0)).toBe(false);
  expect(needsReauthentication(MINUTE + 1, 0)).toBe(true);
});
