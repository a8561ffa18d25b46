import { expect, test } from "bun:test";
import { refuseDuringCooldown } from "./refuse-during-cooldown.ts";

test("whoever is in a cooldown is told how long it lasts, and nobody else is refused", () => {
  expect(() => refuseDuringCooldown(0)).not.toThrow();
  let error: unknown;
  try {
    refuseDuringCooldown(1);
  } catch (caught) {
    error = caught;
  }

  expect(error).toMatchObject({
    code: "TOO_MANY_REQUESTS",
    message: "too-many",
    cause: { code: "too-many", retryAfterMs: 1 },
  });
});
