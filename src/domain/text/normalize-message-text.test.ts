import { describe, expect, test } from "bun:test";
import { normalizeMessageText } from "./normalize-message-text.ts";

describe("a message", () => {
  test.each([
    "",
    " \n",
    "\u200B",
    "\u00AD",
    "\u3164",
    "\u2800",
    "\uFFF9\uFFFB",
    "\u202E",
    "\u0000",
    "\u{E0041}",
    "\u0301",
  ])("of which nothing is seen is empty: %j", (raw) => {
    expect(normalizeMessageText(raw)).toEqual({ refusal: "message-empty" });
  });

  test.each([
    ["see \u202Egnp.exe", "see gnp.exe"],
    ["\u2066a\u2069 \u202Bb\u202C", "a b"],
    ["a\u0000b\u0007c\u001B[31m\u0085", "abc[31m"],
    ["one\r\ntwo\rthree\tfour", "one\ntwo\nthree\tfour"],
    ["hi\u{E0049}\u{E0067}", "hi"],
    ["a\ud800", "a\uFFFD"],
  ])("has nothing that reads as another text: %j is kept as %j", (raw, text) => {
    expect(normalizeMessageText(raw)).toEqual({ text });
  });

  test.each([
    "88734. my order number",
    "- 5 Grad",
    "שלום \u200Fabc",
    "می\u200Cخواهم",
    "👨\u200D👩\u200D👧 ❤\uFE0F 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
  ])("is otherwise kept as typed: %j", (raw) => {
    expect(normalizeMessageText(raw)).toEqual({ text: raw });
  });

  test("may have 4,000 characters and not one more", () => {
    expect(normalizeMessageText(` ${"a".repeat(4_000)} `)).toEqual({ text: "a".repeat(4_000) });
    expect(normalizeMessageText("a".repeat(4_001))).toEqual({ refusal: "message-too-long" });
  });
});
