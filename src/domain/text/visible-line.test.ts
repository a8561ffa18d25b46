import { expect, test } from "bun:test";
import { visibleLine } from "./visible-line.ts";

test.each([
  ["  Maria \n Lopez\t", "Maria Lopez"],
  ["Sup\u200Bport\u00AD\u202E \u2066Agent\u2069", "Support Agent"],
  ["Sup\u200Dport", "Support"],
  ["Ana\u3164\u2800", "Ana"],
  ["e\u0301", "\u00E9"],
  ["\u200D\u200D\u200D", ""],
  ["\u3164", ""],
  ["a\ud800", "a\uFFFD"],
])("%j is seen as %j", (text, seen) => {
  expect(visibleLine(text)).toBe(seen);
});

test.each(["علی\u200Cرضا", "ශ්\u200Dරී", "👨\u200D👩\u200D👧", "❤\uFE0F", "क्\u200Dष"])(
  "%s stays whole: its joiners are part of how it is written",
  (name) => {
    expect(visibleLine(name)).toBe(name);
  },
);
