import { expect, test } from "bun:test";
import type { Holder } from "../model/session.ts";
import { isUnclaimedSession } from "./is-unclaimed-session.ts";

const MIA: Holder = { kind: "agent", memberId: "mem_mia", name: "Mia" };
const chat = (holder: Holder, endedAt: number | null = null, unattended = false) =>
  isUnclaimedSession({ holder, endedAt, unattended });

test("a chat in line, with the chatbot or left while its agent was away is anybody's", () => {
  for (const kind of ["queue", "bot", "nobody"] as const) expect(chat({ kind })).toBe(true);
});

test("a chat that an agent holds is not, and none that has ended", () => {
  expect(chat(MIA)).toBe(false);
  expect(chat({ kind: "nobody" }, 7)).toBe(false);
});

test("a chat that ended in line is anybody's until somebody has seen to it", () => {
  expect(chat({ kind: "nobody" }, 7, true)).toBe(true);
});
