import { expect, test } from "bun:test";
import { cutText } from "./cut-text.ts";

test.each([
  ["abc", 3, "abc"],
  ["abc", 2, "ab"],
  [`${"x".repeat(79)}😀`, 80, "x".repeat(79)],
  ["a👨\u200D👩\u200D👧b", 5, "a"],
  ["e\u0301e\u0301", 3, "e\u0301"],
  ["🇩🇪🇫🇷", 5, "🇩🇪"],
  ["1\uFE0F\u20E32\uFE0F\u20E3", 4, "1\uFE0F\u20E3"],
  ["👍🏽👍🏽", 5, "👍🏽"],
  ["", 5, ""],
])("%j is cut to %d between characters as people count them", (text, length, cut) => {
  expect(cutText(text, length)).toBe(cut);
});

test("a character that is longer by itself is cut, and what is left is well-formed", () => {
  expect(cutText(`a${"\u0301".repeat(50)}`, 10)).toBe(`a${"\u0301".repeat(9)}`);
  expect(cutText(`a${"\u{1D165}".repeat(50)}`, 10).isWellFormed()).toBe(true);
});
