import { expect, test } from "bun:test";
import { newId } from "./new-id.ts";

test("an id is a UUID of version 4, as the server asks for", () => {
  for (let times = 0; times < 100; times++) {
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});

test("no two ids are alike", () => {
  expect(new Set(Array.from({ length: 1_000 }, () => newId())).size).toBe(1_000);
});
