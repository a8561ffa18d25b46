import { expect, test } from "bun:test";
import { DAY, HOUR, MINUTE } from "#domain/model/instant.ts";
import { isLoginActive, isUseWorthRecording, LOGIN_IDLE_MS, LOGIN_TOTAL_MS } from "./login-lifetime.ts";

test("a login lasts for a working day without use, and for a week with it", () => {
  expect([LOGIN_IDLE_MS, LOGIN_TOTAL_MS]).toEqual([8 * HOUR, 7 * DAY]);
  const idle = { updatedAt: 0, expiresAt: 9 * HOUR };
  expect([isLoginActive(idle, 8 * HOUR - 1), isLoginActive(idle, 8 * HOUR)]).toEqual([true, false]);
  const expiring = { updatedAt: 9 * HOUR, expiresAt: 10 * HOUR };
  expect([isLoginActive(expiring, 10 * HOUR - 1), isLoginActive(expiring, 10 * HOUR)]).toEqual([true, false]);
});

function isWorth(now: number): boolean {
  return isUseWorthRecording({ updatedAt: HOUR }, now);
}

test("its use is written every five minutes, also when the clock has been set back", () => {
  expect([0, 5 * MINUTE - 1, 5 * MINUTE].map((ms) => isWorth(HOUR + ms))).toEqual([false, false, true]);
  expect([5 * MINUTE - 1, 5 * MINUTE].map((ms) => isWorth(HOUR - ms))).toEqual([false, true]);
});
