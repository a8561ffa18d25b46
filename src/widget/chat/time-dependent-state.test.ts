import { describe, expect, test } from "bun:test";
import { buildConversation } from "#domain/views/public-conversation.ts";
import { readTimeDependentState, type TimeDependentInputs } from "./time-dependent-state.ts";
import { updateConnectionStatus, type ConnectionStatus } from "./connection-status.ts";

const up: ConnectionStatus = { downSince: null, offline: false, backAt: null };
const talk = buildConversation([
  {
    prev: 0,
    no: 1,
    fact: { kind: "session-opened", holder: { kind: "bot" }, expiresAt: 300_000, warnsAt: 240_000 },
  },
]);
const present: TimeDependentInputs = { now: 0, skewMs: 0, talk, typing: null, connectionStatus: up };
const at = (now: number, over: Partial<TimeDependentInputs> = {}) =>
  readTimeDependentState({ ...present, now, ...over });

describe("the moment", () => {
  test("asks whether the customer is still there from the warning on, by the server's clock", () => {
    expect(at(239_999).secondsLeft).toBeNull();
    expect(at(240_000).secondsLeft).toBe(60);
    expect(at(140_000, { skewMs: 100_000 }).secondsLeft).toBe(60);
    expect(at(299_001).secondsLeft).toBe(1);
  });

  test("never counts below nothing", () => {
    expect(at(999_999).secondsLeft).toBe(0);
  });

  test("asks nothing of a chat that is over", () => {
    const over = { ...talk, ended: { at: 1, by: "idle" as const, name: null } };

    expect(at(250_000, { talk: over }).secondsLeft).toBeNull();
  });

  test("owns that the chatbot is slow after six seconds", () => {
    const asked = { ...talk, turn: { turnId: "trn_1", startedAt: 1_000 } };

    expect(at(7_000, { talk: asked }).slow).toBe(false);
    expect(at(7_001, { talk: asked }).slow).toBe(true);
  });

  test("forgets who was typing when they stop", () => {
    const typing = { name: "Ana", until: 6_000 };

    expect(at(5_999, { typing }).typing).toBe("Ana");
    expect(at(6_000, { typing }).typing).toBeNull();
  });

  test.each([
    [{ ...up, downSince: 1_000 }, 2_999, "none"],
    [{ ...up, downSince: 1_000 }, 3_000, "reconnecting"],
    [{ ...up, downSince: 1_000 }, 61_000, "stuck"],
    [{ ...up, downSince: 1_000, offline: true }, 1_000, "offline"],
    [{ ...up, backAt: 1_000 }, 2_999, "online"],
    [{ ...up, backAt: 1_000 }, 3_000, "none"],
  ] as const)("with the network %j tells at %i: %s", (network, now, banner) => {
    expect(at(now, { connectionStatus: network }).banner).toBe(banner);
  });
});

describe("the network", () => {
  test("is down since the first sign of it", () => {
    const lost = updateConnectionStatus(up, "waiting", 1_000);

    expect(updateConnectionStatus(lost, "connecting", 5_000).downSince).toBe(1_000);
  });

  test("is only said to be back after a loss that was told of", () => {
    const lost = updateConnectionStatus(up, "connecting", 1_000);

    expect(updateConnectionStatus(lost, "open", 1_500).backAt).toBeNull();
    expect(updateConnectionStatus(lost, "open", 4_000).backAt).toBe(4_000);
  });
});
