import { expect, test } from "bun:test";
import { createCooldowns } from "./cooldown.ts";

test("somebody stays away for as long as told, and nobody else does", () => {
  const clock = { at: 0 };
  const cooldowns = createCooldowns(() => clock.at);
  cooldowns.start("ada", 100);

  clock.at = 99;
  expect([cooldowns.remainingMs("ada"), cooldowns.remainingMs("ben")]).toEqual([1, 0]);
  clock.at = 100;
  expect(cooldowns.remainingMs("ada")).toBe(0);
});

test("the newest are remembered, and whoever is sent away again is the newest", () => {
  const cooldowns = createCooldowns(() => 0, 2);
  for (const key of ["ada", "ben", "ada", "cleo"]) cooldowns.start(key, 100);

  expect(["ada", "ben", "cleo"].map(cooldowns.remainingMs)).toEqual([100, 0, 100]);
});

test("nobody stays away longer when the clock is set back", () => {
  const clock = { at: 10_000 };
  const cooldowns = createCooldowns(() => clock.at);
  cooldowns.start("ada", 100);

  clock.at = 0;
  expect(cooldowns.remainingMs("ada")).toBe(100);
  clock.at = 100;
  expect(cooldowns.remainingMs("ada")).toBe(0);
});
