import { expect, test } from "bun:test";
import { DAY } from "#domain/model/instant.ts";
import { daysLeft } from "./days-left.ts";

test("a day that has begun counts whole", () => {
  expect(daysLeft(7 * DAY, 0)).toBe(7);
  expect(daysLeft(6 * DAY + 1, 0)).toBe(7);
});

test("there is always one left: what is over by the browser's clock may hold by the server's", () => {
  expect(daysLeft(0, 3 * DAY)).toBe(1);
});
