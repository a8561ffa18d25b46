import { expect, test } from "bun:test";
import { DAY } from "../model/instant.ts";
import { isClockTrusted } from "./retention-clock.ts";

const NOW = 1_800_000_000_000;

test.each([
  ["never looked at before", { clock: NOW, trustedAt: null, heldMs: null }, true],
  ["as it was", { clock: NOW, trustedAt: NOW, heldMs: null }, true],
  ["a day ahead, as after a quiet day", { clock: NOW + DAY, trustedAt: NOW, heldMs: null }, true],
  ["more than a day ahead", { clock: NOW + DAY + 1, trustedAt: NOW, heldMs: null }, false],
  ["a year ahead", { clock: NOW + 365 * DAY, trustedAt: NOW, heldMs: null }, false],
  ["a year ahead for nearly a day", { clock: NOW + 365 * DAY, trustedAt: NOW, heldMs: DAY - 1 }, false],
  ["a year ahead for a day", { clock: NOW + 365 * DAY, trustedAt: NOW, heldMs: DAY }, true],
  ["set back by a year", { clock: NOW - 365 * DAY, trustedAt: NOW, heldMs: null }, true],
])("whether a clock is trusted that is %s", (_what, known, expected) => {
  expect(isClockTrusted(known)).toBe(expected);
});
