import { describe, expect, test } from "bun:test";
import { buildConversation } from "#domain/views/public-conversation.ts";
import { readTimeDependentState, type TimeDependentInputs } from "./time-dependent-state.ts";
import { updateConnectionStatus, type ConnectionStatus } from "./connection-status.ts";

const connected: ConnectionStatus = { downSince: null, offline: false, backAt: null };
const talk = buildConversation([
  {
    prev: 0,
    no: 1,
    fact: { kind: "session-opened", holder: { kind: "bot" }, expiresAt: 300_000, warnsAt: 240_000 },
  },
]);
const present: TimeDependentInputs = {
  stage: "chat",
  now: 0,
  skewMs: 0,
  talk,
  typing: null,
  connectionStatus: connected,
};
const at = (now: number, over: Partial<TimeDependentInputs> = {}) =>
  readTimeDependentState({ ...present, now, ...over });

describe("the time-dependent state", () => {
  test("counts down from the warning on, by the server's clock", () => {
    expect(at(239_999).secondsLeft).toBeNull();
    expect(at(240_000).secondsLeft).toBe(60);
    expect(at(140_000, { skewMs: 100_000 }).secondsLeft).toBe(60);
    expect(at(299_001).secondsLeft).toBe(1);
  });

  test("never counts below zero", () => {
    expect(at(999_999).secondsLeft).toBe(0);
  });

  test("has no countdown for a thread of mail", () => {
    expect(at(999_999, { stage: "thread" }).secondsLeft).toBeNull();
  });

  test("has no countdown for an ended chat", () => {
    const ended = { ...talk, ended: { at: 1, by: "idle" as const, name: null } };

    expect(at(250_000, { talk: ended }).secondsLeft).toBeNull();
  });

  test("is slow when the bot has not answered for six seconds", () => {
    const asked = { ...talk, turn: { turnId: "trn_1", startedAt: 1_000 } };

    expect(at(7_000, { talk: asked }).slow).toBe(false);
    expect(at(7_001, { talk: asked }).slow).toBe(true);
  });

  test("clears who is typing when the time is over", () => {
    const typing = { name: "Ana", until: 6_000 };

    expect(at(5_999, { typing }).typing).toBe("Ana");
    expect(at(6_000, { typing }).typing).toBeNull();
  });

  test.each([
    [{ ...connected, downSince: 1_000 }, 2_999, "none"],
    [{ ...connected, downSince: 1_000 }, 3_000, "reconnecting"],
    [{ ...connected, downSince: 1_000 }, 61_000, "stuck"],
    [{ ...connected, downSince: 1_000, offline: true }, 1_000, "offline"],
    [{ ...connected, backAt: 1_000 }, 2_999, "online"],
    [{ ...connected, backAt: 1_000 }, 3_000, "none"],
  ] as const)("with the connection %j the banner at %i is %s", (connectionStatus, now, banner) => {
    expect(at(now, { connectionStatus }).banner).toBe(banner);
  });
});

describe("the connection status", () => {
  test("is down since the first change", () => {
    const lost = updateConnectionStatus(connected, "waiting", 1_000);

    expect(updateConnectionStatus(lost, "connecting", 5_000).downSince).toBe(1_000);
  });

  test("is back online only after a loss that was shown", () => {
    const lost = updateConnectionStatus(connected, "connecting", 1_000);

    expect(updateConnectionStatus(lost, "open", 1_500).backAt).toBeNull();
    expect(updateConnectionStatus(lost, "open", 4_000).backAt).toBe(4_000);
  });
});
