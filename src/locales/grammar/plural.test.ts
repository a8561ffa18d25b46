import { expect, test } from "bun:test";
import { pluralsOf } from "./plural.ts";

test("a count takes the plural form of its language", () => {
  const english = pluralsOf("en");
  const forms = { one: "# message", other: "# messages" };

  expect([0, 1, 2].map((count) => english(count, forms))).toEqual(["0 messages", "1 message", "2 messages"]);
});

test("a missing form falls back to `other`", () => {
  expect(pluralsOf("ar")(2, { other: "# x" })).toBe("2 x");
});
