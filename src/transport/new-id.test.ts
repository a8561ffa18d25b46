import { expect, test } from "bun:test";
import { newId } from "./new-id.ts";

test("an id is a UUID of version 7, as the server requires", () => {
  for (let times = 0; times < 100; times++) {
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});

test("an id begins with its creation time in milliseconds, so that ids grow", () => {
  const before = Date.now();
  const at = Number.parseInt(newId().replaceAll("-", "").slice(0, 12), 16);
  expect(at).toBeGreaterThanOrEqual(before);
  expect(at).toBeLessThanOrEqual(Date.now());
});

test("ids are unique", () => {
  expect(new Set(Array.from({ length: 1_000 }, () => newId())).size).toBe(1_000);
});
