import { describe, expect, test } from "bun:test";
import {
  afterBotFailure,
  type Allowance,
  botBudget,
  isWithinAllowance,
  HEALTHY_BOT,
  estimateTokens,
  isFailureOfServer,
  addUsage,
  type Usage,
} from "./bot-budget.ts";

const TEN_IN_A_MINUTE: Allowance = { count: 10, ms: 60_000 };
const REST: Allowance = { count: 5, ms: 60_000 };

describe("an allowance", () => {
  test("holds what it says, and all of it again once its time is over", () => {
    let used: Usage | null = null;
    for (let at = 0; at < 10; at += 1) {
      expect(isWithinAllowance(used, TEN_IN_A_MINUTE, 1_000 + at)).toBe(true);
      used = addUsage(used, TEN_IN_A_MINUTE, 1_000 + at);
    }

    expect(isWithinAllowance(used, TEN_IN_A_MINUTE, 60_999)).toBe(false);
    expect(isWithinAllowance(used, TEN_IN_A_MINUTE, 61_000)).toBe(true);
    expect(addUsage(used, TEN_IN_A_MINUTE, 61_000)).toEqual({ since: 61_000, count: 1 });
  });

  test("counts what something cost, and is gone with the one that went over", () => {
    const used = addUsage(null, TEN_IN_A_MINUTE, 0, 9);

    expect(isWithinAllowance(used, TEN_IN_A_MINUTE, 1)).toBe(true);
    expect(isWithinAllowance(addUsage(used, TEN_IN_A_MINUTE, 1, 500), TEN_IN_A_MINUTE, 2)).toBe(false);
  });
});

describe("a server that fails", () => {
  test("is asked on until it has failed five times on end, then rests a minute", () => {
    let health = HEALTHY_BOT;
    for (let at = 1; at <= 4; at += 1) health = afterBotFailure(health, REST, at);
    expect(health.coolsDownUntil).toBe(0);

    health = afterBotFailure(health, REST, 5);

    expect(health.coolsDownUntil).toBe(60_005);
  });

  test("is sent back to rest by one more failure after it", () => {
    let health = HEALTHY_BOT;
    for (let at = 0; at < 5; at += 1) health = afterBotFailure(health, REST, 0);

    expect(afterBotFailure(health, REST, 70_000).coolsDownUntil).toBe(130_000);
  });
});

test("the operator's bound is each company's tokens in a day, and four characters are about one", () => {
  expect(botBudget(1_000).tokens).toEqual({ count: 1_000, ms: 86_400_000 });
  expect([estimateTokens(0), estimateTokens(1), estimateTokens(4), estimateTokens(5)]).toEqual([0, 1, 1, 2]);
});

test("an organization's own chatbot is asked within these bounds", () => {
  expect(botBudget(1_000)).toEqual({
    perSession: { count: 20, ms: 600_000 },
    perCustomer: { count: 60, ms: 3_600_000 },
    perOrganization: { count: 2_000, ms: 3_600_000 },
    tokens: { count: 1_000, ms: 86_400_000 },
    maxConcurrent: 16,
    cooldown: { count: 5, ms: 60_000 },
  });
});

test("a failure that the question causes says nothing about the server", () => {
  const ofQuestion = ["question-too-long", "answer-too-long", "content-filter"] as const;
  const ofServer = ["timeout", "unreachable", "unauthorized", "cut"] as const;

  expect(ofQuestion.filter(isFailureOfServer)).toEqual([]);
  expect(ofServer.filter(isFailureOfServer)).toEqual([...ofServer]);
});
