import { expect, test } from "bun:test";
import { openingText } from "./opening-text.ts";

/** A Sunday, at ten in London and at noon in Helsinki. */
const NOW = Date.UTC(2026, 10, 29, 10);
const at = (days: number, hour: number) => Date.UTC(2026, 10, 29 + days, hour);

function text(isOpen: boolean, until: number | null, thenUntil: number | null, timeZone = "Europe/London") {
  // Browsers put a narrow space before AM and PM.
  return openingText({ isOpen, until, thenUntil }, timeZone, NOW).replaceAll("\u202F", " ");
}

test("an open company says when it closes, and when it opens again", () => {
  expect(text(true, at(0, 17), at(1, 9))).toBe(
    "Open now, closes today at 5:00 PM. Opens again tomorrow at 9:00 AM.",
  );
});

test("a closed one says when it opens, and when it closes again", () => {
  expect(text(false, at(3, 9), at(3, 17))).toBe(
    "Closed now, opens Wednesday at 9:00 AM. Closes again Wednesday at 5:00 PM.",
  );
});

test("days that a weekday does not tell apart are dates", () => {
  expect(text(false, at(6, 9), at(7, 9))).toBe(
    "Closed now, opens Saturday at 9:00 AM. Closes again December 6 at 9:00 AM.",
  );
});

test("the times are those of the company's clocks", () => {
  expect(text(true, at(0, 23), null, "Europe/Helsinki")).toBe("Open now, closes tomorrow at 1:00 AM.");
});

test("what never changes says so", () => {
  expect([text(true, null, null), text(false, null, null)]).toEqual([
    "Always open.",
    "Closed. No hours are set.",
  ]);
});
