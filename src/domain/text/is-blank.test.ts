import { expect, test } from "bun:test";
import { isBlank } from "./is-blank.ts";

test.each([
  ["nothing", ""],
  ["white space", " \t\n\r\u00A0\u2003\u3000\u2028\u1680"],
  ["a zero-width space", "\u200B"],
  ["a soft hyphen", "\u00AD"],
  ["joiners", "\u200C\u200D\u2060"],
  ["a byte order mark", "\uFEFF"],
  ["marks of direction", "\u200E\u200F\u061C\u202E\u2066"],
  ["Hangul fillers", "\u115F\u1160\u3164\uFFA0"],
  ["a Braille pattern without dots", "\u2800"],
  ["the place of an object", "\uFFFC"],
  ["variation selectors", "\uFE0F\u{E0100}\u180B"],
  ["tags", "\u{E0041}\u{E007F}"],
  ["controls", "\u0000\u0007\u0085"],
  ["a combining grapheme joiner", "\u034F"],
  ["an invisible vowel", "\u17B4"],
  ["marks without a letter", "\u0301\u20E3"],
  ["all of these in a row", " \u200B\u3164\u2800\u{E0041}\u0301\n"],
])("%s is blank", (_name, text) => {
  expect(isBlank(text)).toBe(true);
});

test.each([
  "a",
  ".",
  "0",
  "é",
  "e\u0301",
  "❤\uFE0F",
  "1\uFE0F\u20E3",
  "👍",
  "🏴\u{E0067}\u{E007F}",
  "\uFFFD",
  "\u200Ba\u200B",
  "名",
])("%j is not blank", (text) => {
  expect(isBlank(text)).toBe(false);
});
