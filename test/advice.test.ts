import { expect, test } from "bun:test";
import { advice, expectListed } from "./advice.ts";

test("advice that names a file is a sentence as long as the file is there", () => {
  expect(advice`Add a row to ${"docs/rules.md"}.`).toBe("Add a row to docs/rules.md.");
  expect(() => advice`Add a row to ${"docs/moved.md"}.`).toThrow("docs/moved.md, which is not there");
});

test("a list that names all there is passes, in whatever order", () => {
  expectListed({ found: ["a", "b"], listed: ["b", "a"], fix: "Mend it." });
});

test("a list that differs fails with what to do first, and then what is missing and what is left over", () => {
  expect(() => expectListed({ found: ["a", "b"], listed: ["a", "c"], fix: "Mend it." })).toThrow(
    "Mend it. Not listed: b. Listed, but not there: c.",
  );
});
