import { expect, test } from "bun:test";
import type { EphemeralEvent } from "../model/ephemeral-event.ts";
import { splitStreamedText } from "./split-streamed-text.ts";

type BotWords = Extract<EphemeralEvent, { kind: "bot-words" }>;

function words(text: string, offset = 0): BotWords {
  return { kind: "bot-words", sessionId: "ses_1", turnId: "trn_1", attempt: 1, offset, text };
}

test("short words stay one piece, no words are none", () => {
  expect(splitStreamedText(words("Yes."))).toEqual([words("Yes.")]);
  expect(splitStreamedText(words(""))).toEqual([]);
});

test("long words come in pieces of at most 4 kB that join to the whole", () => {
  for (const character of ["a", "茶", "🍵", "\u0000"]) {
    const whole = character.repeat(5_000);
    const pieces = splitStreamedText(words(whole, 7));

    expect(pieces.map(({ text }) => text).join("")).toBe(whole);
    let at = 7;
    for (const { offset, text } of pieces) {
      expect(offset).toBe(at);
      expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(4_000);
      at += text.length;
    }
  }
});

test("no character is cut in two", () => {
  expect(splitStreamedText(words("a🍵b"), 2).map(({ text }) => text)).toEqual(["a", "🍵", "b"]);
});

test("the last piece may end with any character", () => {
  expect(splitStreamedText(words("a\u{10000}bc"), 3).map(({ text }) => text)).toEqual(["a\u{10000}", "bc"]);
  expect(splitStreamedText(words("ab\uD83D"), 3).map(({ text }) => text)).toEqual(["ab\uD83D"]);
  expect(splitStreamedText(words("a\uE000b"), 2).map(({ text }) => text)).toEqual(["a\uE000", "b"]);
  expect(splitStreamedText(words("a\u{10FFFF}b\u{10000}"), 2).map(({ text }) => text)).toEqual([
    "a",
    "\u{10FFFF}",
    "b",
    "\u{10000}",
  ]);
});

test("a piece has up to 1,300 code units", () => {
  expect(splitStreamedText(words("a".repeat(2_601))).map(({ text }) => text.length)).toEqual([
    1_300, 1_300, 1,
  ]);
});
