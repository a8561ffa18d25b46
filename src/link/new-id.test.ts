import { expect, test } from "bun:test";
import { newId } from "./new-id.ts";

test("an id has 128 bits in hex, a key as many as asked for", () => {
  expect(newId()).toMatch(/^[0-9a-f]{32}$/);
  expect(newId(32)).toMatch(/^[0-9a-f]{64}$/);
});

test("no two ids are alike", () => {
  expect(new Set(Array.from({ length: 1_000 }, () => newId())).size).toBe(1_000);
});
