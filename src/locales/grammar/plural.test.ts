import { expect, test } from "bun:test";
import { pluralsOf } from "./plural.ts";

test("a count takes the form its language gives it", () => {
  const english = pluralsOf("en");
  const forms = { one: "# message", other: "# messages" };

  expect([0, 1, 2].map((count) => english(count, forms))).toEqual(["0 messages", "1 message", "2 messages"]);
});

test("a form a language needs and was not given falls back to the one all have", () => {
  expect(pluralsOf("ar")(2, { other: "# x" })).toBe("2 x");
});
